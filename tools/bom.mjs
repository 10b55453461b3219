/** npm run bom: every package that the product is built with, its version and licence, as CycloneDX in dist/bom.json. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';

const { status, stdout, stderr } = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
});
if (status !== 0) {
  process.stderr.write(stderr);
  process.exit(1);
}
mkdirSync('dist', { recursive: true });
writeFileSync('dist/bom.json', stdout);
console.log(`dist/bom.json: ${JSON.parse(stdout).components.length} packages`);
