import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserOfFile, desk, phone, picture, visit } from './browser.ts';
import { faults, url } from './console.ts';

const browser = browserOfFile();

async function linkOn(path: string, pattern: RegExp): Promise<string> {
  return pattern.exec(await (await fetch(url(path))).text())?.[0] ?? '';
}

const id = '[0-9a-f-]{36}';
let listing = '';
let paper = '';
let firm = '';

beforeAll(async () => {
  // The demonstration's history fills in while the tests run.
  const look = async (path: string, pattern: RegExp) => {
    for (let found = await linkOn(path, pattern); ; found = await linkOn(path, pattern)) {
      if (found !== '') return found;
      await wait(1_000);
    }
  };
  listing = await look('/public/listed-dangers', new RegExp(`/public/listed-dangers/${id}`));
  paper = await look('/public/papers', new RegExp(`/public/papers/${id}`));
  firm = await look(listing, new RegExp(`/public/enterprises/${id}`));
}, 150_000);

async function go(page: Page, path: string): Promise<void> {
  await page.goto(url(path));
  await page.getByRole('main').waitFor();
}

describe('the public portal', () => {
  it('leads from the log-in page to a listed danger, its enterprise and back, by keyboard, without a script', async () => {
    const { page, complaints, close } = await visit(browser());
    await page.goto(url('/login'));
    await page.getByRole('link', { name: /^公众门户/ }).click();
    await page.getByRole('heading', { level: 1, name: '安全生产公开信息' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('text');
    await page.getByRole('navigation').getByRole('link', { name: '挂牌督办' }).click();
    await page.getByLabel('状态').selectOption('open');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByRole('rowheader').getByRole('link').first().click();
    await page.getByRole('definition').getByRole('link').click();
    await page.getByText('本页只有登记和依法公开的事项').waitFor();
    const name = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
    await page.getByRole('navigation').getByRole('link', { name: '企业查询' }).click();
    await page.getByLabel('企业名称或统一社会信用代码').fill(name);
    await page.keyboard.press('Enter');
    await page.getByRole('rowheader', { name }).first().waitFor();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('rowheader', { name }).first().waitFor();
    await page.getByRole('rowheader', { name }).first().getByRole('link').click();
    await page.getByRole('link', { name: 'Report an error on this page' }).click();
    await page.getByLabel('What the error is').fill('The address is that of the old works');
    await page.getByRole('button', { name: 'Send the report' }).click();
    await page.getByText('What is wrong is required').waitFor();
    expect(await page.getByLabel('What the error is').inputValue()).toBe('The address is that of the old works');
    expect(await faults(page)).toEqual([]);
    await page.getByLabel('What is wrong').selectOption('particulars');
    await page.getByRole('button', { name: 'Send the report' }).click();
    await page.getByText('Your report has been received').waitFor();
    expect(await faults(page)).toEqual([]);
    expect(await page.locator('script').count()).toBe(0);
    await page.getByRole('link', { name: 'Staff log-in' }).click();
    await page.locator('button[type=submit]').waitFor();
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);

  it.each([
    { name: 'desk', size: desk },
    { name: 'phone', size: phone },
  ])(
    'has no barrier in both languages and fits a $name',
    async ({ name, size }) => {
      const { page, complaints, close } = await visit(browser(), { size });
      const paths = [
        '',
        '/listed-dangers',
        listing,
        '/papers',
        paper,
        '/enterprises',
        '/enterprises?q=x',
        '/enterprises?region=220102',
        firm,
        `${firm}/correction`,
        '/corrections?receipt=x',
        '/verify',
      ];
      for (const root of ['/public', '/public/en']) {
        for (const each of paths) {
          const path = `${root}${each.replace('/public', '')}`;
          await go(page, path);
          expect(await faults(page), path).toEqual([]);
        }
      }
      await go(page, firm);
      await picture(page, `portal-${name}`);
      expect(complaints).toEqual([]);
      await close();
    },
    90_000,
  );
});
