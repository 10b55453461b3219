import { type Html, html } from './html.ts';
import { addressOf, type Language, type Text } from './language.ts';
import type { Asked } from './parts.ts';

const words = {
  area: { zh: '地区', en: 'Area' },
  anywhere: { zh: '全省', en: 'The whole province' },
  whole: { zh: '全市（州）', en: 'the whole city' },
  first: { zh: '回到第一页', en: 'Back to the first page' },
  next: { zh: '下一页', en: 'Next page' },
  pages: { zh: '翻页', en: 'Pages' },
} as const satisfies Record<string, Text>;

/** The cities and their counties as one choice, named `region`. */
export function areaInput({ platform, language, query }: Asked): Html {
  const { reference } = platform;
  const option = (code: string, name: string) =>
    html`<option value="${code}"${query.region === code ? html` selected` : null}>${name}</option>`;
  const cities = reference.regionsIn(null).flatMap((province) => reference.regionsIn(province.code));
  const groups = cities.map((city) => {
    const counties = reference.regionsIn(city.code).map((county) => option(county.code, county.name[language]));
    return html`<optgroup label="${city.name[language]}">${option(city.code, `${city.name[language]} (${words.whole[language]})`)}${counties}</optgroup>`;
  });
  return html`<div><label for="region">${words.area[language]}</label><select id="region" name="region">
<option value="">${words.anywhere[language]}</option>${groups}</select></div>`;
}

export function submit(label: string): Html {
  return html`<p><button type="submit">${label}</button></p>`;
}

export function nextPage(language: Language, links: { readonly first: string | null; readonly next: string | null }): Html | null {
  if (links.first === null && links.next === null) return null;
  const link = (href: string | null, label: Text, rel: string) =>
    href === null ? null : html`<a href="${href}" rel="${rel}">${label[language]}</a>`;
  return html`<nav class="pages" aria-label="${words.pages[language]}">${link(links.first, words.first, 'start')}${link(links.next, words.next, 'next')}</nav>`;
}

/** A path with the parameters that have a value. */
export function pathWith(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((each): each is [string, string] => each[1] !== undefined && each[1] !== '');
  const text = new URLSearchParams(given).toString();
  return text === '' ? path : `${path}?${text}`;
}

export function linkWith(language: Language, path: string, query: Readonly<Record<string, string | undefined>>): string {
  return addressOf(language, pathWith(path, query));
}
