import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildRegions } from './build-regions.ts';
import { parseOutline, parseTownships, parseUnits } from './region-files.ts';
import { schematicMap } from './schematic-map.ts';

/** One row a line keeps a change readable in a diff. */
export function compactJson(value: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(value).map(([key, item]) => {
    if (!Array.isArray(item) || item.length < 20) return `${JSON.stringify(key)}:${JSON.stringify(item)}`;
    return `${JSON.stringify(key)}:[\n${item.map((row: unknown) => JSON.stringify(row)).join(',\n')}\n]`;
  });
  return `{${parts.join(',\n')}}\n`;
}

/** The two built files of a pack's regions, from the ones kept by hand: `regions/regions.json` and `map/schematic.geojson`. */
export function builtFiles(pack: string): { readonly path: string; readonly text: string }[] {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(pack, file), 'utf8'));
  const units = parseUnits(read('regions/units.json'));
  const map = schematicMap(units, parseOutline(read('map/outline.json')).ring);
  const regions = buildRegions(units, parseTownships(read('regions/townships.json')), map);
  return [
    { path: join(pack, 'regions/regions.json'), text: compactJson({ ...regions }) },
    { path: join(pack, 'map/schematic.geojson'), text: compactJson({ ...map }) },
  ];
}

const pack = process.argv[2];
if (import.meta.filename === process.argv[1] && pack !== undefined) {
  for (const { path, text } of builtFiles(pack)) {
    writeFileSync(path, text);
    console.log(`${path}: ${text.length} characters`);
  }
}
