import { describe, expect, it } from 'vitest';
import { browserOfFile, phone, picture } from './browser.ts';
import { callAs } from './caller.ts';
import { enter, faults, open, settled, url } from './console.ts';

const browser = browserOfFile();
const title = `关于开展𠮷安化工企业安全检查的通知 ${Date.now().toString(36)}`;

async function drafted(): Promise<string> {
  const office = await callAs('county.nanguan.commission');
  const made = await office.act('/v1/official-notices', { title, kind: 'notice', body: '请于月底前完成安全检查，并报送检查情况。' });
  return `/official-notices/${made.id}`;
}

describe('the papers of a record', () => {
  it('are looked at and downloaded on its page: a draft says that it is one', async () => {
    const path = await drafted();
    const { page, complaints, close } = await enter(browser(), 'county.nanguan.commission');
    await open(page, path);
    await page.getByRole('heading', { name: '文书' }).waitFor();
    await page.getByText('草稿', { exact: true }).waitFor();
    await page.getByRole('button', { name: '预览 公文、督办单' }).click();
    const pages = page.getByRole('img', { name: '《公文、督办单》各页' });
    await pages.waitFor();
    // Drawn, with the proportions of a sheet of A4.
    await expect
      .poll(() => pages.evaluate((image: HTMLImageElement) => image.naturalHeight / image.naturalWidth))
      .toBeCloseTo(Math.SQRT2, 2);
    expect(await faults(page)).toEqual([]);
    await picture(page, 'paper-desk');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('dialog').getByRole('link', { name: '下载 Word' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${title}.docx`);
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const answer = await page.request.get(url(`/v1${path}/papers/notice`));
    expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
    expect(complaints).toEqual([]);
    await close();
  });

  it('are read on a telephone, in English', async () => {
    const path = await drafted();
    const { page, complaints, close } = await enter(browser(), 'county.nanguan.commission', { size: phone, language: 'en-US' });
    await open(page, path);
    await page.getByText('Draft', { exact: true }).last().waitFor();
    await page.getByRole('button', { name: 'Preview Notice' }).click();
    await page.getByRole('img', { name: 'The pages of “Notice”' }).waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await picture(page, 'paper-phone');
    expect(complaints).toEqual([]);
    await close();
  });
});
