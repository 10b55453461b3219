import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAnnex, parseOrganisationTables } from './organisation-files.ts';
import { annexUnitsOf, organisationEdgesOf, organisationsOf, successorsOf } from './organisations.ts';
import { parseRegions } from './region-files.ts';
import { regionsOf } from './regions.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(`packs/jilin/${file}`, 'utf8'));
const regions = regionsOf(parseRegions(read('regions/regions.json')));
const tables = parseOrganisationTables(read('organisations/kinds.json'));
const annex = parseAnnex(read('organisations/annex.json'));
const all = organisationsOf(tables, regions);
const edges = organisationEdgesOf(tables, all);
const byCode = new Map(all.map((each) => [each.code, each]));

/** The distinct units of the annex's column 责任单位, as printed. */
const printed = [
  '各级地方党委',
  '政府',
  '省发改委',
  '省财政厅',
  '省人社厅',
  '省安监局',
  '省编办',
  '各级行业主管部门',
  '省委组织部',
  '省委宣传部',
  '省委政法委',
  '省级行业主管部门',
  '各级地方政府',
  '有关省级行业主管部门',
  '民航吉林监管局',
  '沈阳铁路局长春办事处',
  '省能源局',
  '省法制办',
  '省质监局',
  '省卫计委',
  '省公安厅',
  '省法院',
  '省检察院',
  '省人大常委会办公厅',
  '省政协办公厅',
  '省工信厅',
  '省住建厅',
  '省环保厅',
  '省国土厅',
  '省总工会',
  '省旅发委',
  '省水利厅',
  '省交通厅',
  '省农业厅',
  '省地震局',
  '省气象局',
  '省通信管理局',
  '省民政厅',
  '省商务厅',
  '省新闻出版广电局',
  '省教委',
  '吉林煤矿安全监察局',
  '省监察厅',
  '省审计厅',
  '省国税局',
  '省地税局',
  '省科技厅',
  '省教育厅',
  '省委党校',
  '中国人民银行长春市中心支行',
  '吉林银保监局',
];

describe('organisations', () => {
  it('has no code twice, no template left open, and no dangling parent', () => {
    expect(byCode.size).toBe(all.length);
    const seen = new Set<string>();
    for (const each of all) {
      expect(`${each.name_zh}${each.name_en}`).not.toMatch(/[{}]|undefined/);
      if (each.parent !== null) expect(seen.has(each.parent), `${each.code} before ${each.parent}`).toBe(true);
      seen.add(each.code);
    }
  });

  it('stands in a region that exists, at its level, under the code of that region', () => {
    const paths = new Map(regions.map((region) => [region.path, region]));
    for (const each of all) {
      const region = paths.get(each.region);
      expect(region?.level).toBe(each.level);
      expect(each.code).toBe(`${region?.code}-${each.kind}`);
    }
  });

  it('has government, commission office and emergency management at all 83 units, and a station in each township', () => {
    for (const kind of ['government', 'party-committee', 'commission', 'emergency']) {
      expect(
        all.filter((each) => each.kind === kind),
        kind,
      ).toHaveLength(1 + 10 + 72);
    }
    expect(all.filter((each) => each.kind === 'station')).toHaveLength(1075);
    expect(byCode.get('220102-emergency')).toMatchObject({
      name_zh: '南关区应急管理局',
      line: '',
      parent: '220102-government',
      valid_from: '2019-01-01',
    });
    expect(byCode.get('220502-ecology')?.name_zh).toBe('通化市生态环境局东昌区分局');
    expect(byCode.get('220102001-station')).toMatchObject({ name_zh: '南岭街道应急管理办公室', parent: '220102-emergency', level: 4 });
    expect(byCode.get('229900-government')).toMatchObject({ name_zh: '长白山保护开发区管理委员会', status: 'unverified' });
  });

  it('confirms nothing that no source stands behind: only what the annex prints is confirmed', () => {
    const confirmed = all.filter((each) => each.status === 'confirmed');
    expect(confirmed.every((each) => each.level === 1 && each.source.startsWith('吉发〔2017〕26号'))).toBe(true);
    expect(edges.every((edge) => edge.status === 'unverified')).toBe(true);
  });
});

describe('succession', () => {
  it('joins organisations that exist, from one that ends on that day unless only duties moved', () => {
    const kinds = new Set(tables.kinds.map((row) => row.kind));
    for (const [from, to] of tables.succession) expect(kinds.has(from) && kinds.has(to), `${from} > ${to}`).toBe(true);
    for (const edge of edges) {
      const [from, to] = [byCode.get(edge.from_code), byCode.get(edge.to_code)];
      expect(from).toBeDefined();
      expect(to).toBeDefined();
      if (edge.kind !== 'duties-moved') expect(from?.valid_to, edge.from_code).toBe(edge.on_day);
      expect(to && to.valid_from <= edge.on_day, `${edge.from_code} > ${edge.to_code}`).toBe(true);
    }
    expect(new Set(edges.map((edge) => `${edge.from_code} ${edge.to_code} ${edge.on_day}`)).size).toBe(edges.length);
  });

  it('leaves no organisation that ended without an heir', () => {
    for (const each of all.filter((one) => one.valid_to !== null)) {
      // A county's press office ended in a merger that the province did not copy downwards; its duties edge answers for it.
      expect(
        edges.some((edge) => edge.from_code === each.code),
        each.code,
      ).toBe(true);
    }
  });

  it('answers who stands for a unit of 2017 today, and on a day between', () => {
    expect(successorsOf('220000-work-safety', '2017-09-30', edges)).toEqual(['220000-work-safety']);
    expect(successorsOf('220000-work-safety', '2026-11-24', edges)).toEqual(['220000-emergency']);
    expect(successorsOf('220000-banking-regulator', '2020-01-01', edges)).toEqual(['220000-banking-insurance-regulator']);
    expect(successorsOf('220000-banking-regulator', '2026-11-24', edges)).toEqual(['220000-financial-regulator']);
    expect(successorsOf('220000-quality', '2026-11-24', edges)).toEqual(['220000-market']);
    expect(successorsOf('220000-housing', '2026-11-24', edges)).toEqual(['220000-housing']);
  });
});

describe('the annex', () => {
  const units = annexUnitsOf(annex, all);

  it('maps every unit that it prints, and none that it does not', () => {
    expect([...units.keys()].sort()).toEqual([...printed].sort());
  });

  it('maps each to organisations that stood when the policy was issued', () => {
    for (const [name, codes] of units) {
      expect(codes.length, name).toBeGreaterThan(0);
      for (const code of codes) {
        const one = byCode.get(code);
        expect(one, `${name} ${code}`).toBeDefined();
        expect(one && one.valid_from <= '2017-09-30' && (one.valid_to ?? '9999') > '2017-09-30', `${name} ${code}`).toBe(true);
      }
    }
  });

  it('reaches an organisation of today from every unit', () => {
    const today = '2026-11-24';
    for (const [name, codes] of units) {
      for (const heir of codes.flatMap((code) => successorsOf(code, today, edges))) {
        expect(byCode.get(heir)?.valid_to, `${name} ${heir}`).toBeNull();
      }
    }
  });
});
