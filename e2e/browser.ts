import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

/** Debian's browser, or the one that CHROMIUM names. */
const program = process.env.CHROMIUM ?? '/usr/bin/chromium';

const settings = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const desk = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

/** One browser with a new, empty profile for all tests of a file, from the first to the last. */
export function browserOfFile(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: program, args: settings, timeout: 60_000 });
  });
  afterAll(() => browser?.close());
  return () => {
    if (browser === undefined) throw new Error('the browser is there from the first test on');
    return browser;
  };
}

export interface Visit {
  readonly page: Page;
  /** What the page complained of: exceptions, errors on its console, answers of 500 and above. A good visit ends with none. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** A person at a browser of their own: cookies and storage are not shared with other visits. */
export async function visit(
  browser: Browser,
  options: { size?: { width: number; height: number }; language?: string } = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: options.size ?? desk,
    locale: options.language ?? 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  // The console begins in Chinese and remembers what was chosen.
  if (options.language?.startsWith('en') === true) await context.addInitScript(() => localStorage.setItem('anwang.language', 'en'));
  const page = await context.newPage();
  // A machine that does other things beside must not make a test fail.
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    // The browser logs each refused request by itself; a refusal is an answer, not a defect.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  return { page, complaints, close: () => context.close() };
}

/**
 * Takes a picture of the whole page into test-results/, which is not committed.
 * @returns the picture's path
 */
export async function picture(page: Page, name: string): Promise<string> {
  mkdirSync('test-results', { recursive: true });
  const path = `test-results/${name}.png`;
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  return path;
}

/** What axe finds against WCAG 2.2 A and AA, a sentence each; empty on an accessible page. */
export async function barriers(page: Page): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  // Our pages have no frames of other sites: the mode without a second page finds the same in a fraction of the time.
  const { violations } = await builder.setLegacyMode().analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`));
}
