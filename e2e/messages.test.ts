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

it('channels, deliveries, templates and webhooks have a page, on a telephone and in English too', async () => {
  const { page, complaints, close } = await enter(browser(), 'administrator', { size: phone, language: 'en-US' });
  await open(page, '/messages');
  await page.getByRole('heading', { level: 1, name: 'Messages' }).waitFor();
  await picture(page, 'messages-phone');
  expect(await faults(page)).toEqual([]);
  await open(page, '/message-administration');
  for (const part of ['Delivery log', 'Templates', 'Webhooks', 'Channels']) {
    await page.locator('label', { hasText: part }).click();
    await settled(page);
    await picture(page, `messaging-${part.toLowerCase().replace(' ', '-')}-phone`);
    expect(await faults(page), part).toEqual([]);
  }
  await page.getByRole('button', { name: 'Send a test Text message' }).click();
  await page.locator('label', { hasText: 'Delivery log' }).click();
  await page.getByText('No gateway is set: it was not sent').first().waitFor();
  await page.locator('label', { hasText: 'Webhooks' }).click();
  await page.getByRole('button', { name: 'Register an address' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Address').fill('https://10.0.0.1/');
  await drawer.getByLabel('Events').fill('Every event');
  await page.locator('.ant-select-item-option').getByText('Every event', { exact: true }).click();
  await page.keyboard.press('Escape');
  await drawer.getByRole('button', { name: 'Register an address' }).click();
  await drawer.getByText('may not lead to an address of a private network').waitFor();
  expect(await faults(page)).toEqual([]);
  await drawer.getByLabel('Address').fill('https://example.cn/hook');
  await drawer.getByRole('button', { name: 'Register an address' }).click();
  await drawer.getByText('The secret, shown this once').waitFor();
  await drawer.getByRole('button', { name: 'Close' }).last().click();
  await page.getByText('https://example.cn/hook').waitFor();
  expect(complaints).toEqual([]);
  await close();
});
