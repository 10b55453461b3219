import { describe, expect, it } from 'vitest';
import { browserOfFile, phone } from './browser.ts';
import { callAs } from './caller.ts';
import { act, enter, faults, open } from './console.ts';

const browser = browserOfFile();
let report = '';

describe('the reform programme through the screen', () => {
  it('shows the office who is late and why, and leads to the report', async () => {
    const commission = await callAs('province.commission');
    // The demonstration lives the reform year first.
    const owed = () => commission.rows('/v1/task-reports?state=owed&overdue=true&unit=220000-education');
    await expect.poll(async () => (await owed()).length, { timeout: 120_000, interval: 500 }).toBeGreaterThan(0);
    await expect
      .poll(async () => (await commission.rows('/v1/cross-inspections')).length, { timeout: 120_000, interval: 500 })
      .toBeGreaterThan(0);
    report = (await owed())[0]?.id ?? '';
    const { page, complaints, close } = await enter(browser(), 'province.commission');
    await open(page, '/reform');
    await page.getByRole('heading', { level: 1, name: '改革任务看板' }).waitFor();
    await page.getByRole('heading', { name: /吉林省教育厅/ }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.locator(`a[href="/task-reports/${report}"]`).click();
    await page.getByRole('heading', { level: 1, name: /第 \d 季度/ }).waitFor();
    await open(page, '/reform');
    await page
      .getByRole('row', { name: /预防控制体系/ })
      .getByRole('link', { name: /^逾期/ })
      .click();
    await page.waitForURL(/task-reports\?.*system=prevention.*overdue=true/);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is reported on by the unit that is late, and then waits for the office', async () => {
    const { page, complaints, close } = await enter(browser(), 'line.province.education', { size: phone });
    await open(page, '/reform');
    expect(await faults(page)).toEqual([]);
    await open(page, `/task-reports/${report}`);
    await act(
      page,
      '报送进展',
      async (drawer) => {
        await drawer.getByText('正在推进', { exact: true }).click();
        await drawer.getByLabel('本季进展').fill('印发检查方案，组织全省学校开展自查。');
        await drawer.getByLabel('下步措施').fill('四季度开展抽查并通报。');
      },
      '待审核',
    );
    await open(page, '/reform');
    await expect.poll(() => page.locator(`a[href="/task-reports/${report}"]`).count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is empty where nothing of it may be seen', async () => {
    const { page, complaints, close } = await enter(browser(), 'county.nanguan.supervisor', { size: phone });
    await open(page, '/reform');
    await page.getByText('还没有改革方案，或没有您可见的内容').waitFor();
    expect(await faults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});
