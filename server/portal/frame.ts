import { clockText } from '#kernel/clock/zone.ts';
import { type Html, html } from './html.ts';
import { addressOf, codes, type Language, sentence, type Text } from './language.ts';
import { type Page, pageTypes } from './page.ts';
import { stylesheet } from './stylesheet.ts';

const words = {
  name: { zh: '安网 · 安全生产公众门户', en: 'Anwang: work safety for the public' },
  skip: { zh: '跳到正文', en: 'Skip to the text' },
  menu: { zh: '主菜单', en: 'Main menu' },
  other: { zh: 'English', en: '中文' },
  enter: { zh: '工作人员登录', en: 'Staff log-in' },
  read: { zh: '本页内容截至 {time}（北京时间）。', en: 'As of {time} (China time).' },
  lag: {
    zh: '所列内容有变动时本页随即更新，撤下的一秒内消失；查询结果、统计数字和树头至多滞后 60 秒。',
    en: 'What changes is shown at once, and what is withdrawn vanishes within a second; search results, counts and tree heads lag by at most 60 seconds.',
  },
  absence: {
    zh: '未查到不代表安全：本门户只有依法公开的内容。',
    en: 'Absence does not mean safety: only what is disclosed by law is here.',
  },
  progress: { zh: '查询信息更正的办理进度', en: 'Follow a report of an error' },
  plain: { zh: '本门户不使用脚本，不设置 Cookie，不记录您看了什么。', en: 'No script, no cookies, and no record of what you read.' },
} as const satisfies Record<string, Text>;

export const sections = {
  '': { zh: '首页', en: 'Home' },
  '/listed-dangers': { zh: '挂牌督办', en: 'Listed dangers' },
  '/papers': { zh: '公开文件', en: 'Published papers' },
  '/enterprises': { zh: '企业查询', en: 'Enterprises' },
  '/verify': { zh: '核验存证', en: 'Verify a proof' },
} as const satisfies Record<string, Text>;

export type Section = keyof typeof sections;

export interface Sheet {
  readonly language: Language;
  readonly section: Section | null;
  /** The page's own address below the portal, with its parameters: where the other language is. */
  readonly path: string;
  readonly title: string;
  readonly body: Html;
  readonly moment: Date;
  readonly status?: Page['status'];
  readonly shows?: readonly string[];
  /** For pages that are one person's, or that come and go. */
  readonly unlisted?: boolean;
}

function menu(language: Language, section: Section | null): Html {
  const items = Object.entries(sections).map(
    ([path, label]) =>
      html`<li><a href="${addressOf(language, path)}"${path === section ? html` aria-current="page"` : null}>${label[language]}</a></li>`,
  );
  return html`<nav class="menu" aria-label="${words.menu[language]}"><ul>${items}</ul></nav>`;
}

function head({ language, section, path }: Sheet): Html {
  const other = language === 'zh' ? 'en' : 'zh';
  return html`<a class="skip" href="#text">${words.skip[language]}</a>
<header class="head"><div class="wide">
<div class="brand"><a class="name" href="${addressOf(language, '')}">${words.name[language]}</a>
<div class="side"><a href="${addressOf(other, path)}" lang="${codes[other]}" hreflang="${codes[other]}">${words.other[language]}</a><a href="/login">${words.enter[language]}</a></div></div>
${menu(language, section)}
</div></header>`;
}

/** A whole page: head, menu, text, foot. */
export function framed(sheet: Sheet): Page {
  const { language, title, body, moment, path } = sheet;
  const time = clockText(moment);
  const page = html`<!doctype html>
<html lang="${codes[language]}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - ${words.name[language]}</title>
<link rel="stylesheet" href="${stylesheet.address}"><link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="alternate" hreflang="zh-CN" href="${addressOf('zh', path)}"><link rel="alternate" hreflang="en" href="${addressOf('en', path)}">
<link rel="alternate" type="application/atom+xml" href="${addressOf(language, '/listed-dangers.atom')}" title="${sections['/listed-dangers'][language]}">
${sheet.unlisted === true ? html`<meta name="robots" content="noindex">` : null}</head>
<body>
${head(sheet)}
<main id="text" tabindex="-1"><div class="wide">
<h1>${title}</h1>
${body}
</div></main>
<footer class="foot"><div class="wide">
<p>${words.absence[language]}</p>
<p>${sentence(words.read, language, { time })}${language === 'zh' ? '' : ' '}${words.lag[language]}</p>
<p>${words.plain[language]} <a href="${addressOf(language, '/corrections')}">${words.progress[language]}</a></p>
</div></footer>
</body></html>
`;
  return { status: sheet.status ?? 200, type: pageTypes.html, text: page.text, shows: sheet.shows ?? [] };
}
