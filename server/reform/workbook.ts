import type { CellValue } from 'exceljs';

function textOf(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value).trim();
  if ('richText' in value)
    return value.richText
      .map((part) => part.text)
      .join('')
      .trim();
  if ('result' in value) return textOf(value.result ?? null);
  if ('text' in value) return String(value.text).trim();
  // An error in a formula is an empty cell: its row is then told to lack what is required.
  return '';
}

/**
 * The cells of a workbook's first sheet as text, row by row, empty rows kept so that numbers agree with the sheet.
 * @throws what exceljs throws when the file is no workbook.
 */
export async function readWorkbook(path: string): Promise<readonly (readonly string[])[]> {
  // Half a second of loading that the other commands need not pay.
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  const sheet = book.worksheets[0];
  if (sheet === undefined) return [];
  return Array.from({ length: sheet.rowCount }, (_, index) =>
    Array.from({ length: sheet.columnCount }, (__, column) => textOf(sheet.getRow(index + 1).getCell(column + 1).value)),
  );
}
