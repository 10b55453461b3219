import { describe, expect, it } from 'vitest';
import { browserOfFile, phone } from './browser.ts';
import { callAs } from './caller.ts';
import { dayFromNow, enter, faults, form, open, pickDay, settled } from './console.ts';

const browser = browserOfFile();
const enterprise = '长春市砚川汽车零部件有限公司';
const title = `冲压机联锁失效 ${Date.now().toString(36)}`;
let danger = '';
let listing = '';

describe('listed supervision and a paper through the screen', () => {
  it('begins with a major danger that is being put right', async () => {
    const [supervisor, manager] = await Promise.all([callAs('county.nanguan.supervisor'), callAs('enterprise.manager')]);
    const found = () => supervisor.rows(`/v1/enterprises?name=${encodeURIComponent(enterprise)}`);
    // The demonstration enters it first.
    await expect.poll(found, { timeout: 90_000, interval: 250 }).toMatchObject([{ name: enterprise }]);
    const [own] = await found();
    const input = { title, description: '联锁被短接', enterprise: own?.id, source: 'supervision', found_on: dayFromNow(0) };
    const made = await supervisor.act('/v1/hidden-dangers', input);
    danger = made.id;
    const major = { level: 'major', level_reason: '可致断肢，危及多人' };
    const assessed = await supervisor.act(`/v1/hidden-dangers/${danger}/assess`, major, made.version);
    const plan = {
      duty_person: '张安',
      measures: '更换联锁',
      funds: 100,
      rectify_until: dayFromNow(20),
      contingency_plan: '停用',
    };
    await manager.act(`/v1/hidden-dangers/${danger}/plan`, plan, assessed.version);
  });

  it('is proposed, and refused while something is missing', async () => {
    const { page, complaints, close } = await enter(browser(), 'county.nanguan.supervisor');
    await open(page, '/listed-supervisions');
    await page.getByRole('button', { name: '提请挂牌督办' }).click();
    const drawer = form(page);
    await drawer.getByRole('button', { name: '提交' }).click();
    await drawer.getByText('请填写“挂牌理由”').waitFor();
    expect(await faults(page)).toEqual([]);
    await drawer.getByLabel('重大隐患').fill(title);
    await page.locator('.ant-select-item-option').getByText(title, { exact: true }).click();
    await drawer.getByText('县级', { exact: true }).click();
    await drawer.getByLabel('挂牌理由').fill('危及多人，整改涉及供应商停产，需政府督办');
    await pickDay(drawer, '治理期限', dayFromNow(90));
    await drawer.getByLabel('督办责任人').fill('赵督办');
    await drawer.getByRole('button', { name: '提交' }).click();
    await page.waitForURL(/\/listed-supervisions\/[0-9a-f-]{36}$/);
    await settled(page);
    listing = new URL(page.url()).pathname;
    expect(await faults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is listed by the commission office, with its number; the danger says so and cannot be verified by itself', async () => {
    const { page, complaints, close } = await enter(browser(), 'county.nanguan.commission');
    await open(page, listing);
    await page.getByRole('button', { name: '下达挂牌督办', exact: true }).click();
    const drawer = form(page);
    await drawer.getByText('是', { exact: true }).first().click();
    await drawer.getByRole('button', { name: '提交' }).click();
    // The question that stands before an act that cannot be taken back.
    await page.getByText('下达后取得文号').waitFor();
    await page.getByRole('dialog').last().getByRole('button', { name: '下达挂牌督办' }).click();
    await page.getByText('督办中', { exact: true }).first().waitFor();
    await settled(page);
    await page
      .getByText(/^挂牌督办〔\d{4}〕\d+号$/)
      .first()
      .waitFor();
    await page.getByRole('heading', { name: '相关记录' }).waitFor();
    await page.getByRole('link', { name: new RegExp(`季度：${title}`) }).waitFor();
    expect(await faults(page)).toEqual([]);
    await open(page, `/hidden-dangers/${danger}`);
    await page.getByText('挂牌督办件').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('is signed for on a telephone', async () => {
    const visited = await enter(browser(), 'enterprise.head', { size: phone, language: 'en-US' });
    await open(visited.page, listing);
    await visited.page.getByRole('button', { name: 'Sign for the notice', exact: true }).click();
    await visited.page
      .getByRole('button', { name: 'OK' })
      .or(visited.page.getByRole('button', { name: 'Confirm' }))
      .click();
    await visited.page.getByText('Signed for on').first().waitFor();
    expect(await faults(visited.page)).toEqual([]);
    expect(visited.complaints).toEqual([]);
    await visited.close();
  });

  it('leaves every list of these types whole, in both languages', async () => {
    const { page, complaints, close } = await enter(browser(), 'county.nanguan.leader', { language: 'en-US' });
    for (const path of [
      '/listed-supervisions',
      '/production-restarts',
      '/official-notices',
      '/official-deliveries',
      '/leader-instructions',
    ]) {
      await open(page, path);
      expect(await faults(page), path).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await close();
  });
});
