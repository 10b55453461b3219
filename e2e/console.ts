import type { Browser, Locator, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { barriers, type Visit, visit } from './browser.ts';

export type Size = { readonly width: number; readonly height: number };

export const url = (path: string): string => `${inject('url')}${path}`;

export function passwordOf(login: string): string {
  const known = inject('logins').find((each) => each.login === login);
  if (known === undefined) throw new Error(`the demonstration prints no ${login}`);
  return known.password;
}

/** Waits until everything that the page asked for has come. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main').waitFor();
  await expect.poll(() => page.locator('[aria-busy=true], .ant-spin-spinning').count(), { timeout: 30_000, interval: 50 }).toBe(0);
}

export async function fillLogIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel(/^(用户名|User name)$/).fill(login);
  await page.getByLabel(/^(密码|Password)$/).fill(password);
  await page.locator('button[type=submit]').click();
}

/** A demonstration person who has logged in and sees the workbench. */
export async function enter(browser: Browser, login: string, options: { size?: Size; language?: string } = {}): Promise<Visit> {
  const visited = await visit(browser, options);
  const { page } = visited;
  // The log-in page has tests of its own.
  const answer = await page.request.post(url('/v1/session'), { data: { login, password: passwordOf(login) } });
  expect(answer.ok(), await answer.text()).toBe(true);
  await page.goto(url('/'));
  await page.getByRole('heading', { level: 1, name: /^(工作台|Workbench)$/ }).waitFor();
  await settled(page);
  return visited;
}

export async function open(page: Page, path: string): Promise<void> {
  await page.goto(url(path));
  await settled(page);
}

/** The form that an act opened. */
export const form = (page: Page): Locator => page.getByRole('dialog');

/** Takes an act that the detail page offers, fills its form, and waits until the record shows the new state. */
export async function act(page: Page, name: string, fill: (drawer: Locator) => Promise<void>, state: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  const drawer = form(page);
  await drawer.waitFor();
  await fill(drawer);
  await drawer.getByRole('button', { name: /^(提交|确认|确定)$/ }).click();
  await drawer.waitFor({ state: 'detached' });
  await settled(page);
  await page.locator('.page-head, main').first().getByText(state, { exact: true }).first().waitFor();
}

/** Picks a day by typing it. */
export async function pickDay(drawer: Locator, label: string, day: string): Promise<void> {
  const input = drawer.getByLabel(label);
  await input.fill(day);
  await input.press('Enter');
}

/** What is wrong with a page that is drawn: barriers, a width that scrolls sideways, words without a translation. */
export async function faults(page: Page): Promise<readonly string[]> {
  const found = [...(await barriers(page))];
  const [wide, width] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  if ((wide ?? 0) > (width ?? 0)) found.push(`scrolls sideways: ${wide} in ${width}`);
  const text = await page.locator('body').evaluate((body) => body.textContent ?? '');
  const raw = text.match(
    /\b(record|form|common|work|map|proof|people|archive|imports|login|nav)\.[a-z][A-Za-z]+\b|\bundefined\b|\bNaN\b|\[object \w+\]/g,
  );
  return raw === null ? found : [...found, `raw words: ${raw.join(', ')}`];
}

/** A day so many days from now, in the province. */
export function dayFromNow(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
}
