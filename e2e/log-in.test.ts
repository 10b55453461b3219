import { describe, expect, it } from 'vitest';
import { browserOfFile, visit } from './browser.ts';
import { enter, faults, fillLogIn, passwordOf, settled, url } from './console.ts';

const browser = browserOfFile();

describe('logging in', () => {
  it('is refused with a wrong password, in words, and the password is asked for again', async () => {
    const { page, complaints, close } = await visit(browser());
    await page.goto(url('/'));
    await page.waitForURL(/\/login/);
    await fillLogIn(page, 'county.nanguan.supervisor', 'not the password');
    await page.getByRole('alert').getByText('用户名或密码不正确').waitFor();
    expect(await page.getByLabel('密码').inputValue()).toBe('');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('password');
    expect(await faults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('leads back to the page that was asked for, and out again', async () => {
    const { page, complaints, close } = await visit(browser());
    await page.goto(url('/enterprises'));
    await page.waitForURL(/\/login\?next=/);
    await fillLogIn(page, 'county.nanguan.supervisor', passwordOf('county.nanguan.supervisor'));
    await page.getByRole('heading', { level: 1, name: '企业档案' }).waitFor();
    await settled(page);
    await page.getByRole('button', { name: '于砚川' }).click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    await page.waitForURL(/\/login/);
    await page.goto(url('/enterprises'));
    await page.waitForURL(/\/login\?next=/);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is locked after five failures, the right password included, and says for how long', async () => {
    const { page, complaints, close } = await visit(browser());
    await page.goto(url('/login'));
    for (let n = 0; n < 5; n += 1) {
      await fillLogIn(page, 'enterprise.worker', `wrong ${n}`);
      await expect.poll(() => page.getByLabel('密码').inputValue()).toBe('');
      await page.getByRole('alert').first().waitFor();
    }
    await fillLogIn(page, 'enterprise.worker', passwordOf('enterprise.worker'));
    await page.getByText('锁定').first().waitFor();
    expect(await page.getByLabel('密码').count()).toBe(1);
    expect(await faults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('stays in the language that was chosen', async () => {
    const { page, close } = await enter(browser(), 'county.nanguan.supervisor');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'Workbench' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Workbench' }).waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor();
    await close();
  });
});
