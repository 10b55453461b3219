import type { Paper } from '#kernel/documents/paper.ts';
import { renderPaper } from '#kernel/documents/render.ts';
import { benchOptions } from './support/options.ts';
import { reportOf } from './support/report.ts';
import { median } from './support/stats.ts';

/**
 * The reform bulletin (改革任务简报) of sixty units and eighty-seven tasks as Word and PDF: text, a table and bars of the units, the matrix of all 5,220
 * cells on wide pages, and each unit's own list. The first also waits for the fonts.
 */
const options = benchOptions({ rounds: 5 });
const report = reportOf('bulletin', options.json);

const units = Array.from({ length: 60 }, (_, index) => `第${index + 1}责任单位安全生产委员会办公室`);
const tasks = Array.from({ length: 87 }, (_, index) => `${index + 1}. 健全落实安全生产责任制的改革任务`);
const marks = ['已完成', '推进中', '逾期'] as const;

function stateOf(unit: number, task: number, round: number): (typeof marks)[number] {
  return marks[(unit * 7 + task * 13 + round) % 3] ?? '逾期';
}

function doneBy(unit: number, round: number): number {
  return tasks.filter((_, task) => stateOf(unit, task, round) === '已完成').length;
}

/** Another content each round: what was set before must not be taken for it. */
function bulletin(round: number): Paper {
  const short = { 已完成: '√', 推进中: '○', 逾期: '×' } as const;
  return {
    template: 'bench-bulletin/1',
    origin: `改革任务简报 第${round}期`,
    letterhead: '吉林省安全生产领域改革发展工作简报',
    number: `第${round}期`,
    title: '全省安全生产领域改革任务进展情况',
    body: [
      { kind: 'paragraph', text: '本期共统计六十个责任单位、八十七项改革任务。' },
      {
        kind: 'table',
        caption: '各单位完成情况',
        columns: [
          { label: '单位', width: 6 },
          { label: '任务', width: 1, align: 'right' },
          { label: '已完成', width: 1, align: 'right' },
        ],
        rows: units.map((unit, index) => [unit, '87', String(doneBy(index, round))]),
        empty: '没有责任单位',
      },
      {
        kind: 'bars',
        caption: '完成数',
        bars: units.slice(0, 9).map((label, index) => ({ label, value: doneBy(index, round), text: `${doneBy(index, round)} 项` })),
      },
    ],
    signature: { organisation: '吉林省安全生产委员会办公室', day: '2026-12-01' },
    annexes: [
      {
        title: '任务进展一览表',
        landscape: true,
        size: 'a3',
        body: [
          {
            kind: 'table',
            size_pt: 7,
            columns: [
              { label: '任务', width: 10 },
              ...units.map((label) => ({ label, width: 1, align: 'center' as const, upright: true })),
            ],
            rows: tasks.map((name, task) => [name, ...units.map((_, unit) => short[stateOf(unit, task, round)])]),
            empty: '没有任务',
          },
        ],
      },
    ],
  };
}

async function time(paper: Paper, format: 'pdf' | 'docx'): Promise<number> {
  const started = performance.now();
  const { bytes } = await renderPaper(paper, format);
  const took = performance.now() - started;
  report.say(`  ${format.padEnd(4)} ${took.toFixed(0).padStart(6)} ms  ${(bytes.length / 1_000).toFixed(0).padStart(6)} kB`);
  return took;
}

const first = (await time(bulletin(0), 'docx')) + (await time(bulletin(0), 'pdf'));
const rounds: number[] = [];
for (let round = 1; round <= options.rounds; round += 1) {
  const paper = bulletin(round);
  rounds.push((await time(paper, 'docx')) + (await time(paper, 'pdf')));
}
const goal = { kind: 'most' as const, value: 5_000 };
report.figure({ name: 'bulletin of 60 units × 87 tasks, Word and PDF, the first', value: first, unit: 'ms', goal });
report.figure({ name: 'bulletin of 60 units × 87 tasks, Word and PDF, median', value: median(rounds), unit: 'ms', goal });
process.exitCode = report.met() ? 0 : 1;
