import type { Workbook, Worksheet } from 'exceljs';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { AnyField } from '#kernel/record/field.ts';
import type { Language, Text } from '#kernel/text.ts';
import { headerOf, type ImportColumn, keyColumn, type Maker, naturalKeyOf } from './columns.ts';

/** Rows of the template in which a choice is offered; more may be filled in all the same. */
const offeredRows = 2_000;
/** A longer list is a published code list: the notes say which. */
const longestList = 200;

function optionsOf(field: AnyField): Readonly<Record<string, Text>> | null {
  const options = field.kind === 'choice' || field.kind === 'choices' ? field.options : null;
  return options !== null && Object.keys(options).length <= longestList ? options : null;
}

function rangeText(field: { readonly min?: number | undefined; readonly max?: number | undefined }): Text {
  const parts: Text[] = [];
  if (field.min !== undefined) parts.push({ zh: `不小于 ${field.min}`, en: `not less than ${field.min}` });
  if (field.max !== undefined) parts.push({ zh: `不大于 ${field.max}`, en: `not more than ${field.max}` });
  return { zh: parts.map((each) => each.zh).join('，'), en: parts.map((each) => each.en).join(', ') };
}

/** How a cell of this kind is written. */
function howTo(field: AnyField): Text {
  switch (field.kind) {
    case 'choice':
      return { zh: '选项名称或代码，见“选项”页', en: 'an option’s name or code, see the page of options' };
    case 'choices':
      return { zh: '选项名称或代码，多项用顿号分开，见“选项”页', en: 'options’ names or codes, parted by commas, see the page of options' };
    case 'flag':
      return { zh: '是 或 否', en: 'yes or no' };
    case 'date':
      return { zh: '日期，如 2026-11-24', en: 'a date, as 2026-11-24' };
    case 'moment':
      return { zh: '时间，如 2026-11-24 17:30', en: 'a time, as 2026-11-24 17:30' };
    case 'money':
      return { zh: '金额，单位元', en: 'an amount in yuan' };
    case 'integer':
    case 'decimal': {
      const { zh, en } = rangeText(field);
      return { zh: `数字${zh === '' ? '' : `，${zh}`}`, en: `a number${en === '' ? '' : `, ${en}`}` };
    }
    case 'point':
      return { zh: '经度,纬度，如 125.3245,43.8868', en: 'longitude, latitude, as 125.3245,43.8868' };
    case 'region':
      return { zh: '区划代码，或不重名的地区名称', en: 'a region’s code, or its name where there is only one' };
    case 'organisation':
      return { zh: '单位代码，或不重名的单位名称', en: 'an organisation’s code, or its name where there is only one' };
    case 'ref':
      return { zh: '对方的统一代码，或平台内的编号', en: 'the other’s unique code, or its id in the platform' };
    case 'phone':
      return { zh: '手机号或带区号的座机号', en: 'a mobile number, or a land line with its area code' };
    default:
      return 'max' in field
        ? { zh: `文字，最多 ${field.max} 个字`, en: `text, at most ${field.max} characters` }
        : { zh: '文字', en: 'text' };
  }
}

const words = {
  notes: { zh: '填写说明', en: 'Notes' },
  options: { zh: '选项', en: 'Options' },
  column: { zh: '列', en: 'Column' },
  required: { zh: '必填', en: 'Required' },
  how: { zh: '怎样填写', en: 'How to fill it in' },
  yes: { zh: '是', en: 'yes' },
  key: {
    zh: '来源系统中的编号，用来在再次导入时认出同一条记录；没有则不填',
    en: 'the number in the system it comes from, by which the record is known when it is imported again; may be left empty',
  },
  blank: {
    zh: '空单元格不改变已有记录；同一文件再次导入不会产生重复记录。',
    en: 'An empty cell leaves what a record has; the same file imported again makes no doubles.',
  },
} satisfies Record<string, Text>;

function addNotes(book: Workbook, type: AnyRecordType, maker: Maker, language: Language): void {
  const sheet = book.addWorksheet(words.notes[language]);
  sheet.columns = [{ width: 34 }, { width: 10 }, { width: 90 }];
  sheet.addRow([words.column[language], words.required[language], words.how[language]]).font = { bold: true };
  for (const column of maker.columns) {
    const how = howTo(column.field)[language];
    const help = column.field.help?.[language];
    sheet.addRow([headerOf(column)[language], column.required ? words.yes[language] : '', help === undefined ? how : `${how}；${help}`]);
  }
  if (naturalKeyOf(type) === null) sheet.addRow([keyColumn.label[language], '', words.key[language]]);
  sheet.addRow([]);
  sheet.addRow([words.blank[language]]);
}

/** One column of names for each list, and beside it the codes. Answers where the names of each field stand. */
function addOptions(book: Workbook, columns: readonly ImportColumn[], language: Language): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const listed = columns.filter((each) => optionsOf(each.field) !== null);
  if (listed.length === 0) return places;
  const sheet = book.addWorksheet(words.options[language]);
  for (const [index, { name, field }] of listed.entries()) {
    const options = Object.entries(optionsOf(field) ?? {});
    const names = sheet.getColumn(index * 2 + 1);
    names.values = [field.label[language], ...options.map(([, label]) => label[language])];
    names.width = 28;
    sheet.getColumn(index * 2 + 2).values = ['', ...options.map(([code]) => code)];
    sheet.getColumn(index * 2 + 2).width = 20;
    places.set(name, `'${words.options[language]}'!$${names.letter}$2:$${names.letter}$${options.length + 1}`);
  }
  sheet.getRow(1).font = { bold: true };
  return places;
}

function shapeColumns(sheet: Worksheet, columns: readonly ImportColumn[], places: ReadonlyMap<string, string>): void {
  for (const [index, { name, field }] of columns.entries()) {
    const column = sheet.getColumn(index + 1);
    // As text, so that no spreadsheet takes the zeros from a code or makes a day of it.
    if (field.kind !== 'integer' && field.kind !== 'decimal' && field.kind !== 'money') column.numFmt = '@';
    const place = field.kind === 'choice' ? places.get(name) : undefined;
    if (place === undefined) continue;
    for (let row = 2; row <= offeredRows; row += 1) {
      sheet.getCell(row, index + 1).dataValidation = { type: 'list', allowBlank: true, formulae: [place], showErrorMessage: false };
    }
  }
}

/** An empty workbook to fill in: the headers, how each column is filled in, and the options. */
export async function templateOf(type: AnyRecordType, maker: Maker, language: Language): Promise<Buffer> {
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet(type.label[language].slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] });
  const key = naturalKeyOf(type) === null ? [keyColumn.label[language]] : [];
  const headers = sheet.addRow([...maker.columns.map((each) => headerOf(each)[language]), ...key]);
  headers.font = { bold: true };
  headers.eachCell((cell, number) => {
    sheet.getColumn(number).width = Math.max(14, String(cell.value).length * 2);
  });
  addNotes(book, type, maker, language);
  shapeColumns(sheet, maker.columns, addOptions(book, maker.columns, language));
  return Buffer.from(await book.xlsx.writeBuffer());
}
