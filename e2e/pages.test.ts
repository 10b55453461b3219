import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserOfFile, desk, phone, picture, visit } from './browser.ts';
import { enter, faults, fillLogIn, form, open, type Size, settled, url } from './console.ts';

const browser = browserOfFile();

const plain = [
  '/',
  '/hidden-dangers',
  '/enterprises',
  '/licences',
  '/safety-staff',
  '/enterprise-claims',
  '/deadline-extensions',
  '/map',
  '/people',
  '/ledger',
  '/parameters',
  '/account',
  '/nowhere',
];

/** Every page that a post sees; those of one record are found through its list. */
async function pagesOf(page: Page): Promise<readonly string[]> {
  const found = await page.request.get(url('/v1/enterprises?state=active&limit=1'));
  const { items }: { items: readonly { id: string }[] } = await found.json();
  const id = items[0]?.id ?? '';
  return [...plain, `/enterprises/${id}`, `/enterprises/${id}/archive`, `/ledger?type=enterprise&id=${id}&version=1`];
}

const looks: readonly { name: string; login: string; size: Size; language: string; few: boolean }[] = [
  { name: 'desk-zh', login: 'county.nanguan.supervisor', size: desk, language: 'zh-CN', few: false },
  { name: 'phone-zh', login: 'enterprise.manager', size: phone, language: 'zh-CN', few: true },
  { name: 'desk-en', login: 'line.construction', size: desk, language: 'en-US', few: true },
  { name: 'phone-en', login: 'city.changchun.supervisor', size: phone, language: 'en-US', few: false },
];

describe('every page', () => {
  it.each(looks)(
    '$name: has no barrier, fits its screen and is wholly translated',
    async ({ name, login, size, language, few }) => {
      const { page, complaints, close } = await enter(browser(), login, { size, language });
      const wrong: Record<string, readonly string[]> = {};
      const pages = await pagesOf(page);
      for (const path of few ? pages.filter((each) => each === '/' || each === '/hidden-dangers' || each.endsWith('/archive')) : pages) {
        await open(page, path);
        const found = await faults(page);
        if (found.length > 0) wrong[path] = found;
        if (path === '/' || path === '/map' || path.endsWith('/archive'))
          await picture(page, `${name}${path.replaceAll(/\W+/g, '-').slice(0, 30)}`);
      }
      expect(wrong).toEqual({});
      expect(complaints).toEqual([]);
      await close();
    },
    240_000,
  );

  it.each(looks)('$name: the entrances as well', async ({ size, language }) => {
    const { page, complaints, close } = await visit(browser(), { size, language });
    for (const path of ['/login', '/sign-up']) {
      await page.goto(url(path));
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await faults(page), path).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it('speaks English wholly: no Chinese word of the console is left on an English page', async () => {
    const { page, close } = await enter(browser(), 'county.nanguan.supervisor', { language: 'en-US' });
    for (const path of ['/', '/hidden-dangers', '/enterprises', '/account']) {
      await open(page, path);
      const labels = await page.locator('main :is(button, th, label, h1, h2, legend), nav a').allTextContents();
      const chinese = labels.filter((text) => /\p{Script=Han}/u.test(text));
      expect(chinese, path).toEqual([]);
    }
    await close();
  });
});

describe('the map', () => {
  it('leads from the province to a township, and from a number to the list that it counts', async () => {
    const { page, complaints, close } = await enter(browser(), 'province.supervisor');
    await open(page, '/map');
    await page.getByText('不代表行政区划界线').waitFor();
    for (const name of ['长春市', '南关区', '南岭街道']) {
      await page.getByRole('button', { name: `进入${name}` }).click();
      await settled(page);
      await page.getByRole('main').getByRole('navigation').getByText(name).waitFor();
    }
    expect(await faults(page)).toEqual([]);
    await page.goBack();
    await settled(page);
    const link = page.getByRole('link', { name: /^南岭街道：未销号 \d/ });
    const told = /未销号 (\d+)/.exec((await link.getAttribute('aria-label')) ?? '')?.[1];
    await link.click();
    await page.waitForURL(/\/hidden-dangers\?/);
    await settled(page);
    const counted = await page.request.get(url(`/v1/hidden-dangers/count${new URL(page.url()).search}`));
    expect(String((await counted.json()).total)).toBe(told);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('people and posts', () => {
  it('a supervisor sees who holds which post, and appoints nobody', async () => {
    const { page, close } = await enter(browser(), 'county.nanguan.supervisor');
    await open(page, '/people');
    await page.getByRole('textbox', { name: '姓名' }).fill('于砚川');
    await page.getByRole('button', { name: '查询' }).click();
    await settled(page);
    await page.getByText('南关区应急管理局').first().waitFor();
    expect(await page.getByRole('main').getByText('于砚川').count()).toBe(1);
    expect(await page.getByRole('button', { name: /任命岗位|新增人员/ }).count()).toBe(0);
    await close();
  });

  it('an administrator makes a new officer, who must change the one-time password first', async () => {
    const { page, close } = await enter(browser(), 'administrator');
    await open(page, '/people');
    await page.getByRole('button', { name: '新增人员' }).click();
    const drawer = form(page);
    await drawer.getByRole('button', { name: '提交' }).click();
    expect(await drawer.locator('[aria-invalid=true]').count()).toBeGreaterThan(2);
    expect(await faults(page)).toEqual([]);

    const login = `new.${Date.now().toString(36)}`;
    await drawer.getByLabel('姓名').fill('欧阳新任');
    await drawer.getByLabel('用户名').fill(login);
    await drawer.getByLabel('岗位名称', { exact: true }).fill('安全检查员');
    await drawer.getByLabel('职责').click();
    await page.locator('.ant-select-item-option').getByText('监管执法', { exact: true }).click();
    await page.keyboard.press('Escape');
    await drawer.getByLabel('单位').fill('南关区应急管理局');
    await page.locator('.ant-select-item-option').getByText('南关区应急管理局').click();
    await drawer.getByLabel('管辖地区').click();
    for (const name of ['吉林省', '长春市', '南关区'])
      await page.locator('.ant-cascader-menu-item').getByText(name, { exact: true }).click();
    await page.keyboard.press('Escape');
    await drawer.getByRole('button', { name: '提交' }).click();
    const password = (await page.locator('.one-time').textContent()) ?? '';
    await close();

    const fresh = await visit(browser());
    await fresh.page.goto(url('/login'));
    await fillLogIn(fresh.page, login, password);
    await fresh.page.getByText('首次登录').first().waitFor();
    await fresh.page.goto(url('/hidden-dangers'));
    await fresh.page.getByLabel('原密码').fill(password);
    await fresh.page.getByLabel('新密码', { exact: true }).fill('Quiet-River-2026');
    await fresh.page.getByLabel('再次输入新密码').fill('Quiet-River-2026');
    await fresh.page.locator('button[type=submit]').click();
    await fresh.page.getByRole('heading', { level: 1, name: '工作台' }).waitFor();
    expect(fresh.complaints).toEqual([]);
    await fresh.close();
  });
});

describe('the demonstration’s pictures', () => {
  it('open: what its history put into the store is where the server looks for it', async () => {
    const { page, close } = await enter(browser(), 'province.supervisor');
    const picture = async (): Promise<string | undefined> => {
      const found = await page.request.get(url('/v1/hidden-dangers?state=closed&limit=50'));
      const { items }: { items: readonly { photos_after: readonly string[] | null }[] } = await found.json();
      return items.flatMap((each) => each.photos_after ?? [])[0];
    };
    // Its history fills in while the tests run.
    await expect.poll(picture, { timeout: 90_000, interval: 1_000 }).toBeTypeOf('string');
    const answer = await page.request.get(url(`/v1/files/${await picture()}`));
    expect(answer.status()).toBe(200);
    expect((await answer.body()).subarray(1, 4).toString()).toBe('PNG');
    await close();
  });
});
