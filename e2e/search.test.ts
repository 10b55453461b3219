import { expect, it } from 'vitest';
import { browserOfFile, phone } from './browser.ts';
import { callAs } from './caller.ts';
import { dayFromNow, enter, faults, open, settled } from './console.ts';

const browser = browserOfFile();
const enterprise = '长春市砚川汽车零部件有限公司';
const mark = Date.now().toString(36);
const title = `受限空间作业未检测气体 ${mark}`;

it('a danger just reported is found from any page by the keyboard, and opened from the suggestions', async () => {
  const supervisor = await callAs('county.nanguan.supervisor');
  const found = () => supervisor.rows(`/v1/enterprises?name=${encodeURIComponent(enterprise)}`);
  await expect.poll(found, { timeout: 90_000, interval: 250 }).toMatchObject([{ name: enterprise }]);
  const [own] = await found();
  const input = { title, description: '未检测', enterprise: own?.id, source: 'supervision', found_on: dayFromNow(0) };
  await supervisor.act('/v1/hidden-dangers', input);
  // The index follows a second or two behind the ledger, after the demonstration's history.
  await expect.poll(() => supervisor.rows(`/v1/search?q=${mark}`), { timeout: 90_000, interval: 500 }).toMatchObject([{ title }]);

  const { page, complaints, close } = await enter(browser(), 'county.nanguan.supervisor');
  await page.keyboard.press('/');
  const box = page.getByRole('combobox', { name: '搜索全部业务记录' });
  await box.pressSequentially(`气体 ${mark}`);
  await page.getByRole('option').getByText(title).waitFor();
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/hidden-dangers\/[0-9a-f-]{36}$/);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it('the page lists what was found by type, tells what to try where nothing was, and why a question is refused', async () => {
  const { page, complaints, close } = await enter(browser(), 'county.nanguan.supervisor');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('ccsyc');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?q=ccsyc$/);
  await page.getByRole('link', { name: enterprise }).waitFor();
  await settled(page);
  expect(await page.locator('mark.found').first().textContent()).toBe('长春市砚川');
  expect(await faults(page)).toEqual([]);
  await page
    .getByRole('link', { name: /^企业档案/ })
    .last()
    .click();
  await page.waitForURL(/type=enterprise/);
  await settled(page);
  await open(page, `/search?q=${encodeURIComponent('绝无此词组合')}`);
  await page.getByText('没有找到“绝无此词组合”').waitFor();
  expect(await faults(page)).toEqual([]);
  await open(page, '/search?q=a');
  await page.getByText('请至少输入一个汉字，或两个字母、数字').waitFor();
  expect(await faults(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

it('on a telephone, in English', async () => {
  const { page, complaints, close } = await enter(browser(), 'county.nanguan.supervisor', { size: phone, language: 'en-US' });
  await page.getByRole('link', { name: 'Open the search' }).click();
  await page.getByRole('searchbox', { name: 'Search all records' }).fill('安全');
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?q=/);
  await page.locator('.search-hit').first().waitFor();
  await settled(page);
  expect(await faults(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});
