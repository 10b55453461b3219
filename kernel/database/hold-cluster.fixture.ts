import { openEmbeddedCluster } from './embedded.ts';

/** A stand-in for the server: opens the cluster of the folder in argv, says so in one line of JSON, closes it at SIGINT. */
const cluster = await openEmbeddedCluster({ data: process.argv[2] ?? '', settings: { shared_buffers: '64MB' } });
process.stdout.write(
  `${JSON.stringify({ origin: cluster.origin, pid: cluster.pid(), url: cluster.url('postgres'), directory: cluster.directory })}\n`,
);
const alive = setInterval(() => undefined, 1000);
process.once('SIGINT', async () => {
  await cluster.close();
  clearInterval(alive);
});
