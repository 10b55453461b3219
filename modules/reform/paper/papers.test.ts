import { describe, expect, it } from 'vitest';
import { renderPaper } from '#kernel/documents/render.ts';
import { pdfPages, wordText } from '#kernel/documents/testing.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import { anyRecord } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { papers } from '#modules/papers.ts';
import { reformPaper } from './record.ts';

const type = anyRecord(reformPaper);
const counts = { total: 4, accepted: 2, submitted: 1, returned: 0, owed: 1, late: 1 };
const blank = Object.fromEntries(Object.keys(type.fields).map((name) => [name, null]));
const system = {
  id: '1',
  version: 1,
  state: 'issued',
  region: '220000',
  line: '',
  subject: null,
  agency: null,
  desk: null,
  due_at: null,
  rung: 0,
  opened_at: '',
  changed_at: '',
};

function rowOf(values: Readonly<Record<string, unknown>>): Row<Fields> {
  const own = {
    title: '安全生产领域改革2026年10月调度通报',
    kind: 'dispatch',
    period: '2026-10',
    quarter: '2026Q3',
    office: '220000-commission',
  };
  // The row is made of the type's own fields, each null or given here.
  return { ...system, ...blank, ...own, as_of: '2026-11-02', edition: 1, in_month: 3, ...counts, ...values } as Row<Fields>;
}

function compose(row: Row<Fields>) {
  const [offer] = papers.offersOf(type);
  if (offer === undefined) throw new Error('no paper is offered');
  const content = offer.compose(row, { name: (code) => `${String(code)}的很长很长的单位名称`, facts: {} });
  return { ...content, template: 'reform-paper.paper/1', origin: 'test', mark: offer.mark(row)?.zh ?? null };
}

const textOf = async (row: Row<Fields>) => (await pdfPages((await renderPaper(compose(row), 'pdf')).bytes)).join('');

const units = (n: number) => Array.from({ length: n }, (_, index) => ({ unit: `unit-${index}`, ...counts }));

describe('a dispatch', () => {
  it('of an empty month says so, in every table', async () => {
    const none = { total: 0, accepted: 0, submitted: 0, returned: 0, owed: 0, late: 0, in_month: 0 };
    const text = await textOf(
      rowOf({ ...none, state: 'draft', number: null, units: [], systems: [], years: [], late_reports: [], tasks: [] }),
    );
    expect(text).toContain('截至2026年11月2日，本期没有应报送的改革任务进展');
    for (const sentence of ['没有逾期的报告', '没有应报单位', '没有应报任务', '没有登记任务', '草稿']) expect(text).toContain(sentence);
  });

  it('says who is late and why, by unit, system and year, with a chart', async () => {
    const late = [{ unit: '220000-education', report: '2026 年第 3 季度：50. 制定方案', due_on: '2026-10-20', why: '至今未报送' }];
    const row = rowOf({
      number: '改革调度〔2026〕3号',
      issued_on: '2026-11-02',
      units: units(3),
      systems: [{ system: 'prevention', ...counts }],
      years: [{ year: null, ...counts }],
      late_reports: late,
      tasks: [{ system: 'prevention', all: 32, running: 3, done: 0, unknown: 29 }],
      remarks: '请逾期单位三日内报送。\n请各单位核对佐证。',
    });
    const text = await textOf(row);
    for (const said of [
      '改革调度〔2026〕3号',
      '应报4份',
      '2026年10月内报送3份',
      '2026年10月20日',
      '至今未报送',
      '预防控制体系',
      '50%（2/4）',
      '持续推进',
      '请各单位核对佐证',
      '内部资料，未经批准不得公开',
    ])
      expect(text, said).toContain(said);
    expect(text).not.toContain('草稿');
    const word = wordText((await renderPaper(compose(row), 'docx')).bytes);
    for (const said of ['改革调度〔2026〕3号', '至今未报送', '预防控制体系', '50%（2/4）']) expect(word, said).toContain(said);
  });

  it('of sixty units with long names has their table on pages of its own, every unit once', async () => {
    const text = await textOf(rowOf({ units: units(60), systems: [], years: [], late_reports: [], tasks: [] }));
    expect(text).toContain('各单位情况见附表');
    for (let index = 0; index < 60; index += 1) expect(text.split(`unit-${index}的很长`).length, `unit-${index}`).toBe(2);
  });

  it('that corrects another says which edition it is and why', async () => {
    const row = rowOf({
      number: '改革调度〔2026〕3号',
      edition: 2,
      corrects: 'x',
      correction_reason: '漏计一个单位',
      units: [],
      systems: [],
      years: [],
      late_reports: [],
      tasks: [],
    });
    const text = await textOf(row);
    expect(text).toContain('改革调度〔2026〕3号（第2版）');
    expect(text).toContain('更正原因：漏计一个单位');
    expect(await textOf(rowOf({ ...row, state: 'superseded' }))).toContain('已被更正');
  });
});
