import { join } from 'node:path';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { testFolder } from '#kernel/database/testing.ts';
import { readProgrammeRows } from './programme-sheet.ts';
import { readWorkbook } from './workbook.ts';

const heading = ['序号', '主要任务及相关内容', '责任单位', '完成时限', '所属体系', '所据条款'];
const find = (name: string): readonly string[] =>
  name === '省财政厅' ? ['220000-finance'] : name === '省住建厅' ? ['220000-housing'] : [];
const row = (...cells: string[]) => readProgrammeRows([heading, cells], find);
const faults = (...cells: string[]) => row(...cells).faults.map((each) => [each.row, each.text.zh]);

describe('a sheet of tasks', () => {
  it('refusals first, each with its row and its sentence', () => {
    expect(readProgrammeRows([['序号', '任务']], find).faults).toEqual([
      { row: 1, text: { zh: '缺少列：主要任务及相关内容、责任单位、完成时限', en: 'Columns are missing: Task, Responsible units, Limit' } },
    ]);
    expect(readProgrammeRows([], find).faults[0]?.row).toBe(1);
    expect(readProgrammeRows([heading], find).faults).toEqual([
      { row: 2, text: { zh: '表中没有任务', en: 'There is no task in the sheet' } },
    ]);
    expect(faults('一', '制定办法', '省财政厅', '2027年', '', '')).toEqual([[2, '“序号”须为正整数']]);
    expect(faults('1', '制定办法', '省财政厅、省某厅', '2027年', '', '')).toEqual([[2, '没有这个单位：省某厅']]);
    expect(faults('1', '制定办法', '省财政厅', '年底', '保障体系', '')).toEqual([
      [2, '“完成时限”无法识别：年底'],
      [2, '没有这个体系：保障体系'],
    ]);
  });

  it('gives tasks: a year is its last day, a group is a group, a unit named twice is one', () => {
    const { tasks, faults: none } = row('3', '制定办法', '省财政厅、省住建厅，省财政厅;各级地方政府', '2027年', '基础保障体系', '第三条');
    expect(none).toEqual([]);
    expect(tasks).toEqual([
      {
        row: 2,
        task: {
          number: 3,
          content: '制定办法',
          clause: '第三条',
          system: 'guarantee',
          units: [
            { printed: '省财政厅', organisation: '220000-finance', group: null },
            { printed: '省住建厅', organisation: '220000-housing', group: null },
            { printed: '各级地方政府', organisation: null, group: 'governments' },
          ],
          standing: false,
          limit_on: '2027-12-31',
          note: null,
        },
      },
    ]);
    expect(row('4', '长期任务', '省财政厅', '持续推进', '', '').tasks[0]?.task).toMatchObject({
      standing: true,
      limit_on: null,
      system: 'other',
    });
  });

  it('is read from a workbook with days, numbers, rich text and empty rows as they stand', async () => {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('任务');
    sheet.addRow(heading);
    sheet.addRow([]);
    sheet.addRow([5, { richText: [{ text: '制定' }, { text: '办法' }] }, '省财政厅', new Date('2027-06-30T00:00:00Z'), '', '']);
    const path = join(await testFolder('sheet'), 'tasks.xlsx');
    await book.xlsx.writeFile(path);
    const { tasks, faults: none } = readProgrammeRows(await readWorkbook(path), find);
    expect(none).toEqual([]);
    expect(tasks).toMatchObject([{ row: 3, task: { number: 5, content: '制定办法', limit_on: '2027-06-30' } }]);
  });
});
