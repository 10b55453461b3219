import exceljs from 'exceljs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { makeUnifiedSocialCreditCode } from '#standards/unified-social-credit-code.ts';
import { browserOfFile, phone, picture } from './browser.ts';
import { enter, faults, open, settled } from './console.ts';

const browser = browserOfFile();
const officer = 'county.nanguan.supervisor';
const headers = ['企业名称', '统一社会信用代码', '行业代码', '监管行业', '所在地区', '企业规模', '从业人数', '备注'];
/** Differs from run to run: a demonstration that is kept knows the last run's enterprises. */
const run = Date.now() % 100_000;

function row(number: number, employees: number | string): (string | number)[] {
  const code = makeUnifiedSocialCreditCode({
    region: '220102',
    body: `MT${String(run * 10 + number)
      .padStart(6, '0')
      .slice(-6)}`,
  });
  return [`导入第${run}-${number}号商店`, code, '5211', '商务', '220102001', '小型', employees, '随便'];
}

async function sheet(rows: readonly (readonly (string | number)[])[]): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const page = book.addWorksheet('企业');
  for (const each of [headers, ...rows]) page.addRow([...each]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Answers a question with yes, and waits until it has left the page: a picture taken while it leaves would keep its curtain there. */
async function agree(page: Page): Promise<void> {
  await page.locator('.ant-modal-confirm-btns .ant-btn-primary').click();
  await page.locator('.ant-modal-wrap:visible').waitFor({ state: 'detached' });
}

describe('an import', () => {
  it('goes from the list through the check to the register, and back', async () => {
    const { page, complaints, close } = await enter(browser(), officer);
    await open(page, '/enterprises');
    await page.getByRole('link', { name: '导入' }).last().click();
    await page.getByRole('heading', { name: '新的导入' }).waitFor();
    await page.getByRole('button', { name: '上传并核对' }).click();
    await page.getByText('请先选择文件').waitFor();
    expect(await faults(page)).toEqual([]);

    const buffer = await sheet([row(1, 12), row(2, '很多'), row(3, 30)]);
    await page.locator('input[type=file]').setInputFiles({ name: '商店.xlsx', mimeType, buffer });
    await page.getByRole('button', { name: '上传并核对' }).click();
    await page.getByText('待确认').waitFor();
    await page.getByText('“很多”不是数字').waitFor();
    await page.getByText('以下列没有对应的内容，不导入：备注').waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await picture(page, 'import-checked');

    await page.getByRole('button', { name: '确认导入' }).click();
    await page.getByText('将新增 2 条、变更 0 条；1 行不导入').waitFor();
    await agree(page);
    await page.getByRole('heading', { name: '对账' }).waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await picture(page, 'import-committed');

    await page.getByRole('button', { name: '撤回导入' }).click();
    await agree(page);
    await page.getByText('已撤回', { exact: true }).first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('is looked at on a telephone, in English', async () => {
    const { page, complaints, close } = await enter(browser(), officer, { size: phone, language: 'en-US' });
    await open(page, '/imports?type=enterprises');
    const buffer = await sheet([row(4, 1), row(4, 1)]);
    await page.locator('input[type=file]').setInputFiles({ name: 'shops.xlsx', mimeType, buffer });
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await picture(page, 'import-phone-begin');
    await page.getByRole('button', { name: 'Upload and check' }).click();
    await page.getByText('The same record as row 2').waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await picture(page, 'import-phone');
    expect(complaints).toEqual([]);
    await close();
  });
});
