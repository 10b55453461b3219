import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserOfFile, type Visit } from './browser.ts';
import { act, dayFromNow, enter, faults, form, open, pickDay, settled, url } from './console.ts';

const browser = browserOfFile();
const visits = new Map<string, Visit>();
let address = '';
const enterprise = '长春市砚川汽车零部件有限公司';
const title = `冲压机安全光栅失灵 ${Date.now().toString(36)}`;
const photo = {
  name: '整改后.png',
  mimeType: 'image/png',
  buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
};
const minutes = {
  name: '纪要.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
};

/** The page of somebody who has logged in, at the danger once there is one. */
async function pageOf(login: string): Promise<Page> {
  const known = visits.get(login) ?? (await enter(browser(), login));
  visits.set(login, known);
  if (address !== '') await open(known.page, address);
  return known.page;
}

async function upload(page: Page, file: typeof photo): Promise<void> {
  await form(page).locator('input[type=file]').setInputFiles(file);
  await form(page)
    .getByRole('button', { name: new RegExp(`${file.name}$`) })
    .waitFor();
}

describe('one danger through the screen', () => {
  it('waits for its enterprise, which the demonstration enters first', async () => {
    const page = await pageOf('county.nanguan.supervisor');
    await expect
      .poll(async () => (await page.request.get(url(`/v1/enterprises?name=${encodeURIComponent(enterprise)}`))).json(), {
        timeout: 90_000,
        interval: 1_000,
      })
      .toMatchObject({ items: [{ name: enterprise }] });
  });

  it('is refused while something is missing, each fault at its field, and nothing that was typed is lost', async () => {
    const page = await pageOf('county.nanguan.supervisor');
    await open(page, '/hidden-dangers');
    await page.getByRole('button', { name: '登记隐患' }).click();
    const drawer = form(page);
    await drawer.getByLabel('隐患名称').fill(title);
    await drawer.getByRole('button', { name: '提交' }).click();
    await drawer.getByText('请填写“隐患描述”').waitFor();
    expect(await drawer.locator('[aria-invalid=true]').count()).toBeGreaterThanOrEqual(3);
    expect(await faults(page)).toEqual([]);
    await page.reload();
    await settled(page);
    await page.getByRole('button', { name: '登记隐患' }).click();
    await form(page).getByText('已恢复上次未提交的内容').waitFor();
    expect(await form(page).getByLabel('隐患名称').inputValue()).toBe(title);
  });

  it('is reported by the county', async () => {
    const page = await pageOf('county.nanguan.supervisor');
    const drawer = form(page);
    await drawer.getByLabel('隐患描述').fill('冲压机安全光栅被短接，操作工手可伸入模区');
    await drawer.getByLabel('所在企业').fill('砚川汽车');
    await page.locator('.ant-select-item-option').getByText(enterprise, { exact: true }).click();
    await drawer.getByLabel('来源').click();
    await page.locator('.ant-select-item-option').getByText('监管检查', { exact: true }).click();
    await pickDay(drawer, '发现日期', dayFromNow(0));
    await drawer.getByRole('button', { name: '提交' }).click();
    await page.waitForURL(/\/hidden-dangers\/[0-9a-f-]{36}$/);
    await settled(page);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    address = new URL(page.url()).pathname;
    expect(await faults(page)).toEqual([]);
  });

  it('is assessed as major, with the reason that the law asks for', async () => {
    const page = await pageOf('county.nanguan.supervisor');
    await page.getByRole('button', { name: '评估定级', exact: true }).click();
    const drawer = form(page);
    await drawer.getByText('重大', { exact: true }).click();
    await drawer.getByRole('button', { name: '提交' }).click();
    await drawer.getByText(/定为重大须指明/).waitFor();
    await drawer.getByLabel(/定级理由/).fill('失灵的光栅可致断肢，危及多人');
    await drawer.getByRole('button', { name: '提交' }).click();
    await drawer.waitFor({ state: 'detached' });
    await page.getByText('待制定方案', { exact: true }).first().waitFor();
    await page.getByText('提交五落实方案').first().waitFor({ state: 'detached' });
  });

  it('stands on the enterprise’s workbench, and its manager hands in the plan', async () => {
    const page = await pageOf('enterprise.manager');
    await open(page, '/');
    await page.getByRole('link', { name: title, exact: true }).click();
    await settled(page);
    await act(
      page,
      '提交五落实方案',
      async (drawer) => {
        await drawer.getByLabel('整改责任人').fill('张安');
        await drawer.getByLabel('整改措施').fill('更换光栅并加装联锁');
        await drawer.getByLabel('整改资金').fill('12000');
        await pickDay(drawer, '整改期限', dayFromNow(20));
        await drawer.getByLabel('整改期间应急预案').fill('停用冲压机，现场设专人看护');
      },
      '整改中',
    );
  });

  it('cannot be called put right before it was reported twice: the button says so', async () => {
    const page = await pageOf('enterprise.manager');
    const button = page.getByRole('button', { name: '报告整改完成', exact: true });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    const described = await button.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).toContain('重大隐患须先完成双报告');
    await button.focus();
    await page
      .getByRole('tooltip')
      .getByText(/双报告/)
      .waitFor();
    await button.click({ force: true });
    expect(await form(page).count()).toBe(0);
    expect(await faults(page)).toEqual([]);
  });

  it('is reported to the regulator and to the workers’ congress', async () => {
    const supervisor = await pageOf('county.nanguan.supervisor');
    await act(supervisor, '签收重大隐患报告', async () => undefined, '整改中');
    const manager = await pageOf('enterprise.manager');
    await act(
      manager,
      '向职代会报告',
      async (drawer) => {
        await pickDay(drawer, '向职代会报告日期', dayFromNow(0));
        await upload(manager, minutes);
      },
      '整改中',
    );
  });

  it('is put right, with a photo', async () => {
    const page = await pageOf('enterprise.manager');
    await act(
      page,
      '报告整改完成',
      async (drawer) => {
        await drawer.getByLabel('整改情况').fill('已更换光栅，联锁试验合格');
        await upload(page, photo);
      },
      '待复查',
    );
    await page.getByText('整改后照片').first().waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it('is verified by another person of the county, and closed', async () => {
    const page = await pageOf('county.nanguan.supervisor.2');
    await act(page, '复查销号', async (drawer) => drawer.getByLabel('复查意见').fill('现场复查合格'), '已销号');
    for (const verb of ['复查销号', '报告整改完成', '向职代会报告', '签收重大隐患报告', '提交五落实方案', '评估定级', '登记隐患'])
      await page.getByRole('list').getByText(verb, { exact: true }).first().waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it('is seen by nobody who has no business with it', async () => {
    const page = await pageOf('line.construction');
    await page
      .getByText(/没有找到，或不在您的管辖范围内/)
      .first()
      .waitFor();
    expect(await page.getByText(title).count()).toBe(0);
  });

  it('proves itself in the browser, and shows what it hashed', async () => {
    const page = await pageOf('county.nanguan.supervisor');
    await page.getByRole('link', { name: '核验第 1 次办理的存证' }).click();
    await expect
      .poll(
        async () => {
          const pending = page.getByText('这次办理刚刚发生');
          if ((await pending.count()) > 0) await page.getByRole('button', { name: '取证并核验' }).click();
          return page.getByText('核验通过：这条办理在签名的树中，内容未被改动。').count();
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(1);
    await page.getByText('签名有效').or(page.getByText('此浏览器不能核对该算法的签名')).first().waitFor();
    expect(await page.getByText('签名无效').count()).toBe(0);
    expect(await faults(page)).toEqual([]);
  });

  it('stands in the enterprise’s archive, on the time line', async () => {
    const page = await pageOf('enterprise.head');
    await page.getByRole('link', { name: `${enterprise} · 企业档案` }).click();
    await settled(page);
    await page.getByRole('heading', { level: 1, name: enterprise }).waitFor();
    await page.getByRole('link', { name: title }).first().waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it('and no page complained', () => {
    expect([...visits].map(([login, each]) => [login, each.complaints])).toEqual([...visits.keys()].map((login) => [login, []]));
  });
});
