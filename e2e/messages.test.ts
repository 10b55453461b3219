import { expect, it } from 'vitest';
import { browserOfFile, phone, picture } from './browser.ts';
import { callAs } from './caller.ts';
import { dayFromNow, enter, faults, open, settled } from './console.ts';

const browser = browserOfFile();
const enterprise = '长春市砚川汽车零部件有限公司';
const title = `危化品柜未上锁 ${Date.now().toString(36)}`;

it('a duty that somebody else gives rings the bell, says what it is, and leads to the record', async () => {
  const supervisor = await callAs('county.nanguan.supervisor');
  const found = () => supervisor.rows(`/v1/enterprises?name=${encodeURIComponent(enterprise)}`);
  // The demonstration enters it first.
  await expect.poll(found, { timeout: 90_000, interval: 250 }).toMatchObject([{ name: enterprise }]);
  const [own] = await found();
  const input = { title, description: '柜门敞开', enterprise: own?.id, source: 'supervision', found_on: dayFromNow(0) };
  const made = await supervisor.act('/v1/hidden-dangers', input);
  await supervisor.act(`/v1/hidden-dangers/${made.id}/assess`, { level: 'general' }, made.version);
  const manager = await callAs('enterprise.manager');
  const told = async () => JSON.stringify(await manager.rows('/v1/messages?kind=duty-arrived'));
  await expect.poll(told, { timeout: 60_000, interval: 500 }).toContain(title);

  const { page, complaints, close } = await enter(browser(), 'enterprise.manager');
  await page.getByRole('button', { name: /^消息，\d+ 条未读/ }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText(title).first().waitFor();
  await drawer.getByRole('link', { name: new RegExp(title) }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it('the page of messages is for everybody: settings are kept, and a wrong address is told at its field', async () => {
  const { page, complaints, close } = await enter(browser(), 'enterprise.manager');
  await open(page, '/messages');
  await picture(page, 'messages');
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: '接收设置' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('邮箱').fill('name@nowhere');
  await drawer.getByRole('button', { name: '保存' }).click();
  await drawer.getByText('邮箱地址应形如').waitFor();
  expect(await faults(page)).toEqual([]);
  await drawer.getByLabel('邮箱').fill('manager@example.cn');
  await drawer.getByRole('button', { name: '保存' }).click();
  await drawer.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '接收设置' }).click();
  await page.getByText('m***@example.cn').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it('on a telephone and in English too, what must be acknowledged stands first', async () => {
  const { page, complaints, close } = await enter(browser(), 'county.nanguan.supervisor', { size: phone, language: 'en-US' });
  await open(page, '/messages');
  await page.getByRole('heading', { level: 1, name: 'Messages' }).waitFor();
  await settled(page);
  await picture(page, 'messages-phone');
  expect(await faults(page)).toEqual([]);
  await page.locator('label', { hasText: 'Sent' }).click();
  await settled(page);
  expect(await faults(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});
