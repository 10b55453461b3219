import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unitGroups } from '#modules/reform/units.ts';
import { packOf } from './pack.ts';
import { groupKindsOf, programmeOf } from './reform.ts';
import { parseClauses, parseTasks } from './reform-files.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(`packs/jilin/${file}`, 'utf8'));
const source = readFileSync('packs/jilin/reform/source.md', 'utf8');
const body = parseClauses(read('reform/clauses.json'));
const annex = parseTasks(read('reform/tasks.json'));
const pack = packOf(read);
const day = '2026-12-01';

/** The scan without what printing and scanning put in: marks of headings, table headers, white space. */
function bare(text: string): string {
  return text.replaceAll(/项 ?目\t主要任务及相关内容\t责任单位\t完成时限/g, '').replaceAll(/[#*\s]/g, '');
}

/** Every listed mending is applied where it is found; one that is found nowhere is a mistake in the list. */
function mended(text: string, mendings: readonly { readonly where: string; readonly scan: string; readonly mended: string }[]): string {
  return mendings.reduce((whole, { where, scan, mended }) => {
    expect(whole.includes(scan), `${where}: ${scan} is not in the scan`).toBe(true);
    return where === '附件各处' ? whole.replaceAll(scan, mended) : whole.replace(scan, mended);
  }, text);
}

function counted<K>(keys: readonly K[]): ReadonlyMap<K, number> {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const numerals = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

function numeral(n: number): string {
  const tens = Math.floor(n / 10);
  return `${tens === 0 ? '' : tens === 1 ? '十' : `${numerals[tens]}十`}${numerals[n % 10]}`;
}

function isAlike(ours: string, theirs: string): void {
  const at = [...ours].findIndex((character, index) => character !== theirs[index]);
  const near = (text: string) => text.slice(Math.max(0, at - 20), at + 20);
  if (at >= 0) expect(near(ours)).toBe(near(theirs));
  expect(ours.length).toBe(theirs.length);
}

const [printedBody = '', printedAnnex = ''] = source.split(/^## 推进安全生产领域改革发展的实施意见重点任务分工表$/m);

describe('the body of the policy', () => {
  it('is the scan, character by character, but for the mendings that are listed', () => {
    const ours = [
      ...body.head,
      ...body.chapters.flatMap((chapter) => [
        `${numeral(chapter.number)}、${chapter.title}`,
        ...body.clauses
          .filter((each) => each.chapter === chapter.number)
          .flatMap((each) => [`（${numeral(each.number)}）${each.title}。`, ...each.paragraphs]),
      ]),
      ...body.tail,
    ].join('');
    isAlike(bare(ours), bare(mended(printedBody, body.mendings)));
  });

  it('has 35 clauses in their order, and no paragraph that a page break has cut', () => {
    expect(body.clauses.map((each) => each.number)).toEqual(Array.from({ length: 35 }, (_, index) => index + 1));
    const cut = body.clauses.flatMap((each) => each.paragraphs).filter((text) => !text.endsWith('。'));
    expect(cut).toEqual([]);
  });

  it('lists only conflicts that are printed', () => {
    const textOf = (number: number) => body.clauses.find((each) => each.number === number)?.paragraphs.join('') ?? '';
    expect(textOf(15)).toContain('质检、安全监管');
    expect(textOf(30)).toContain('较大事故“一票否优”');
    expect(textOf(17)).toContain('标牌制度');
    expect(body.conflicts.map((each) => each.where)).toEqual(['§15', '§30', '§17']);
  });
});

describe('the annex', () => {
  it('is the scan, character by character: heading, number, task, units, year', () => {
    const scan = bare(mended(printedAnnex, annex.mendings));
    let heading = '';
    const ours = annex.tasks.map(({ number, text, units, due, scan_heading }) => {
      const head = scan_heading === heading ? '' : scan_heading;
      heading = scan_heading;
      return `${head}${number}.${text}${units.join('、')}${due}`;
    });
    isAlike(bare(ours.join('')), scan);
  });

  it('has 87 tasks, 83 of them dated from 2017 to 2020 and four that stand for good', () => {
    expect(annex.tasks.map((each) => each.number)).toEqual(Array.from({ length: 87 }, (_, index) => index + 1));
    expect([...counted(annex.tasks.map((each) => each.year))].sort()).toEqual([
      [null, 4],
      [2017, 5],
      [2018, 41],
      [2019, 24],
      [2020, 13],
    ]);
    expect(annex.tasks.filter((each) => each.year === null).map((each) => each.number)).toEqual([40, 50, 55, 72]);
    for (const { year, due } of annex.tasks) expect(due).toBe(year === null ? '持续推进' : `${year}年`);
  });

  it('keeps what is printed and notes the conflict', () => {
    const task = (number: number) => annex.tasks.find((each) => each.number === number);
    expect(task(86)?.text).toContain('较大事故“一票否决”');
    expect(task(44)?.text).toContain('挂牌制度');
    expect(task(66)?.text).toContain('应用应用');
    expect(task(27)?.units.filter((each) => each === '省公安厅')).toHaveLength(2);
    expect(task(16)?.units.filter((each) => each === '省安监局')).toHaveLength(2);
    expect(task(55)?.units).toContain('省教委');
    for (const number of [16, 27, 44, 55, 66, 80, 82, 86]) expect(task(number)?.note, `T${number}`).toBeDefined();
    const twice = annex.tasks.filter(({ units }) => new Set(units).size < units.length);
    expect(twice.map((each) => each.number)).toEqual([16, 27, 55]);
  });

  it('goes through the clauses in their order, but where a note says why', () => {
    const backwards = annex.tasks.filter((task, index) => task.clause < (annex.tasks[index - 1]?.clause ?? 0)).map((each) => each.number);
    // T5 to T6 is §4 to §3; T72, on publicity, stands before the tasks of training.
    expect(backwards).toEqual([6, 73]);
  });
});

describe('the programme of today', () => {
  const programme = programmeOf(pack, read, day);

  it('gives every task a system and units that stand today', () => {
    const standing = new Set(pack.organisations.filter((each) => (each.valid_to ?? '9999') > day).map((each) => each.code));
    for (const { number, units } of programme.tasks) {
      expect(units.length, `T${number}`).toBeGreaterThan(0);
      for (const { organisation } of units) if (organisation !== null) expect(standing).toContain(organisation);
    }
    expect(Object.fromEntries(counted(programme.tasks.map((each) => each.system)))).toEqual({
      responsibility: 16,
      regulation: 15,
      prevention: 32,
      guarantee: 13,
      'social-service': 6,
      assessment: 5,
    });
  });

  it('asks a unit once, however often it is printed or whoever it became one with', () => {
    const units = (number: number) => programme.tasks.find((each) => each.number === number)?.units ?? [];
    expect(units(27).map((each) => each.organisation)).toEqual([
      '220000-public-security',
      '220000-court',
      '220000-procuratorate',
      '220000-emergency',
    ]);
    // The two tax offices are one.
    expect(units(66).map((each) => each.organisation)).toEqual(['220000-finance', '220000-tax', '220000-emergency']);
    expect(units(1)).toEqual([
      { printed: '各级地方党委', organisation: null, group: 'party-committees' },
      { printed: '政府', organisation: null, group: 'governments' },
    ]);
  });

  it('means by a group the successors of those that the annex meant', () => {
    const meant = (printed: string) => [
      ...groupKindsOf(pack.annexUnits.get(printed) ?? [], day, pack.organisations, pack.organisationEdges),
    ];
    expect(meant('各级地方党委').sort()).toEqual([...unitGroups['party-committees'].kinds].sort());
    expect(meant('各级地方政府').sort()).toEqual([...unitGroups.governments.kinds].sort());
    expect(meant('各级行业主管部门').sort()).toEqual([...unitGroups['line-departments'].kinds].sort());
    expect(meant('省级行业主管部门').sort()).toEqual([...unitGroups['provincial-line-departments'].kinds].sort());
  });
});
