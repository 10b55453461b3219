import { dataSetName, describeDataSet, openDataSet } from './support/data-set.ts';
import { openBenchNode } from './support/node.ts';
import { benchOptions } from './support/options.ts';

/** npm run bench -- data [--rows N]: makes the data set, or says what it is. */
const options = benchOptions();
const cluster = await openDataSet(options.data, options.rows, console.log);
const node = await openBenchNode(cluster, options.data, dataSetName(options.rows));
try {
  console.log(await describeDataSet(node.owner));
} finally {
  await node.close();
  await cluster.close();
}
