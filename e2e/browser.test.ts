import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { barriers, browserOfFile, phone, picture, visit } from './browser.ts';

const good = '<!doctype html><html lang="zh-CN"><title>安网</title><main><h1>隐患 hidden danger</h1></main></html>';
const bad =
  '<!doctype html><html><title></title><main><img src="data:,"><p style="color:#ddd;background:#fff">看不清的文字</p></main></html>';

const browser = browserOfFile();

describe('the browser of the tests', () => {
  it('sees barriers where there are some', async () => {
    const { page, close } = await visit(browser());
    await page.setContent(bad);
    const found = (await barriers(page)).map((each) => each.split(':')[0]);
    expect(found).toEqual(expect.arrayContaining(['color-contrast', 'document-title', 'html-has-lang', 'image-alt']));
    await close();
  });

  it('sees none on a plain page', async () => {
    const { page, close } = await visit(browser());
    await page.setContent(good);
    expect(await barriers(page)).toEqual([]);
    await close();
  });

  it('hears exceptions and errors of the page', async () => {
    const { page, complaints, close } = await visit(browser());
    await page.setContent(`${good}<script>console.error('lost'); setTimeout(() => { throw new Error('broken'); }, 0);</script>`);
    await expect.poll(() => [...complaints].sort()).toEqual(['console: lost', 'exception: broken']);
    await close();
  });

  it('has a font for Chinese: two characters do not look alike', async () => {
    const { page, close } = await visit(browser(), { size: phone });
    await page.setContent(`${good}<span id="a">隐</span><span id="b">患</span>`);
    const [first, second] = await Promise.all(['#a', '#b'].map((each) => page.locator(each).screenshot()));
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(false);
    await close();
  });

  it('takes a picture of the page', async () => {
    const { page, close } = await visit(browser(), { size: phone });
    await page.setContent(good);
    expect(
      readFileSync(await picture(page, 'browser-test'))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    await close();
  });
});
