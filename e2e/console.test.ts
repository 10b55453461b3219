import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers, launch, visit } from './browser.ts';
import { type RunningServer, startServer } from './server.ts';

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('a wrong password is told, the right one opens the workbench, and neither page has a barrier', async () => {
  const { page, close } = await visit(browser);
  const login = server.logins.find((each) => each.login === 'county.nanguan.supervisor');
  if (login === undefined) throw new Error('the demonstration prints no county supervisor');
  await page.goto(`${server.url}/`);
  const name = page.locator('input').first();
  const password = page.locator('input[type=password]');
  await name.fill(login.login);
  await password.fill('not the password');
  await password.press('Enter');
  await page.getByText('用户名或密码不正确').first().waitFor();
  expect(await barriers(page)).toEqual([]);
  await password.fill(login.password);
  await password.press('Enter');
  await password.waitFor({ state: 'detached' });
  await page.locator('main').waitFor();
  expect(await page.locator('input[type=password]').count()).toBe(0);
  await close();
}, 90_000);
