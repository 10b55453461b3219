import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { browserOfFile, visit } from './browser.ts';
import { passwordOf, settled, url } from './console.ts';

const browser = browserOfFile();

/** The name of what has the focus, as a screen reader would say it. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return '';
    const labelled = element.id === '' ? null : document.querySelector(`label[for="${element.id}"]`);
    return (element.getAttribute('aria-label') ?? labelled?.textContent ?? element.textContent ?? '').trim();
  });
}

/** Goes on with one key until the focus stands on what is looked for, and sees to it that it can be seen there. */
async function walk(page: Page, to: RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press(key);
    const name = await focused(page);
    passed.push(name);
    if (to.test(name)) {
      const seen = await page.evaluate(() => {
        const element = document.activeElement;
        if (!(element instanceof HTMLElement)) return false;
        const box = element.getBoundingClientRect();
        return box.width > 0 && box.bottom > 0 && box.top < window.innerHeight;
      });
      expect(seen, `${name} has the focus out of sight`).toBe(true);
      return;
    }
  }
  throw new Error(`${key} does not lead to ${to}; it passed ${passed.join(' | ')}`);
}

it('without a mouse: log in, skip the menu, reach a danger, open an act, leave it, and be back where one was', async () => {
  const { page, complaints, close } = await visit(browser());
  await page.goto(url('/login'));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(() => focused(page)).toBe('用户名');
  await page.keyboard.type('county.nanguan.supervisor');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('密码');
  await page.keyboard.type(passwordOf('county.nanguan.supervisor'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor();
  await settled(page);

  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.getByRole('heading', { level: 1, name: '企业档案' }).waitFor();
  await settled(page);
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.getByRole('heading', { level: 1, name: '事故隐患' }).waitFor();
  await settled(page);

  const found = await page.request.get(url('/v1/hidden-dangers?state=reported,rectifying,planning,verifying,closed&limit=1'));
  const { items }: { items: readonly { title: string }[] } = await found.json();
  const title = items[0]?.title ?? '';
  expect(title).not.toBe('');
  await page.keyboard.press('/');
  await expect.poll(() => focused(page)).toBe('隐患名称');
  await page.keyboard.type(title);
  await page.keyboard.press('Enter');
  await page.waitForURL(/title=/);
  await settled(page);
  await walk(page, new RegExp(`^${title}`));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await settled(page);

  const offered = page.locator('fieldset.action-bar button:not([aria-disabled=true])').first();
  const name = (await offered.textContent()) ?? '';
  await walk(page, new RegExp(`^${name}$`));
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe(name);
  expect(complaints).toEqual([]);
  await close();
});
