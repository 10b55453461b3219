import { framed } from '../frame.ts';
import { html } from '../html.ts';
import { addressOf, type Language, sentence, type Text } from '../language.ts';
import type { Page } from '../page.ts';

const words = {
  missing: { zh: '没有这一页', en: 'There is no such page' },
  missingText: {
    zh: '地址可能不完整，或者这项内容没有公开、已经撤下。',
    en: 'The address may be incomplete, or what stood here is not disclosed or has been withdrawn.',
  },
  failed: { zh: '暂时打不开', en: 'This page cannot be shown at the moment' },
  failedText: { zh: '服务出了问题，已经记录，请稍后再试。', en: 'Something failed and was recorded. Please try again in a moment.' },
  busy: { zh: '访问过于频繁', en: 'Too many requests' },
  busyText: { zh: '请在 {n} 秒后再试。', en: 'Please try again in {n} seconds.' },
  trace: { zh: '追踪号：', en: 'Trace number: ' },
  home: { zh: '回到首页', en: 'To the home page' },
} as const satisfies Record<string, Text>;

function plain(language: Language, title: Text, sentences: readonly string[], moment: Date): Page {
  const body = html`<section>${sentences.map((each) => html`<p>${each}</p>`)}
<p><a href="${addressOf(language, '')}">${words.home[language]}</a></p></section>`;
  return framed({ language, section: null, path: '', title: title[language], body, moment, status: 404, unlisted: true });
}

export function missingPage(language: Language, moment: Date): Page {
  return plain(language, words.missing, [words.missingText[language]], moment);
}

export function failedPage(language: Language, moment: Date, trace: string): Page {
  return plain(language, words.failed, [words.failedText[language], `${words.trace[language]}${trace}`], moment);
}

export function busyPage(language: Language, moment: Date, seconds: number): Page {
  return plain(language, words.busy, [sentence(words.busyText, language, { n: seconds })], moment);
}
