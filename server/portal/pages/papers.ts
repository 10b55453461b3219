import type { Statement } from '#kernel/database/sql.ts';
import { isId } from '#kernel/record/check.ts';
import { publicActor } from '#kernel/scope/actor.ts';
import { planName } from '#kernel/scope/scope.ts';
import { officialNotice } from '#modules/responsibility/official-notice/record.ts';
import { linkWith, nextPage, pathWith } from '../forms.ts';
import { framed } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { addressOf, type Text } from '../language.ts';
import { choiceOf, dayText, organisationOf, textOf } from '../names.ts';
import type { Page } from '../page.ts';
import type { Asked } from '../parts.ts';
import { type Found, readPublic } from '../read.ts';
import { facts, table } from '../table.ts';

const { fields } = officialNotice;

const words = {
  title: { zh: '公开文件', en: 'Published papers' },
  lead: {
    zh: '经公开审查后向社会公开的通知和督办单。标有密级的文件不公开；收回或撤下的文件不再显示。',
    en: 'Notices that were reviewed and published. One with a grade of secrecy never is; what is recalled or withdrawn is not shown any more.',
  },
  caption: { zh: '最新拟稿的在前，每页 20 件', en: 'The newest first, 20 to a page' },
  none: { zh: '还没有公开的文件。', en: 'No paper has been published yet.' },
  text: { zh: '正文', en: 'Text' },
  language: { zh: '', en: 'The text is in Chinese, as it was issued.' },
} as const satisfies Record<string, Text>;

const pageLength = 20;

export function papersStatement(after: string | undefined, limit: number): Statement {
  const below = after === undefined ? '' : ' where id < $1::uuid';
  const text = `select id, title, kind, number, issuer, issued_on, published_on from official_notice${below} order by id desc limit ${Math.trunc(limit)}`;
  return {
    name: planName(`portal.papers.${after === undefined ? '' : 'after'}.${limit}`, publicActor),
    text,
    values: after === undefined ? [] : [after],
  };
}

export function papersTable(rows: readonly Found[], { language, platform }: Asked): Html {
  const label = (name: keyof typeof fields) => fields[name].label[language];
  return table({
    caption: words.caption[language],
    columns: [label('title'), label('number'), label('issuer'), label('issued_on'), label('published_on')],
    rows: rows.map((row) => [
      html`<a href="${addressOf(language, `/papers/${String(row.id)}`)}">${textOf(row.title)}</a>`,
      textOf(row.number),
      organisationOf(platform.reference, row.issuer, language),
      dayText(row.issued_on),
      dayText(row.published_on),
    ]),
  });
}

export async function papersPage(asked: Asked): Promise<Page> {
  const { platform, language, query } = asked;
  const after = isId(query.after) ? query.after : undefined;
  const [rows = []] = await readPublic(platform.database, [papersStatement(after, pageLength + 1)]);
  const shown = rows.slice(0, pageLength);
  const last = rows.length > pageLength ? shown.at(-1) : undefined;
  const body = html`<p class="lead">${words.lead[language]}</p>
<section>${shown.length === 0 ? html`<p>${words.none[language]}</p>` : papersTable(shown, asked)}
${nextPage(language, {
  first: after === undefined ? null : addressOf(language, '/papers'),
  next: last === undefined ? null : linkWith(language, '/papers', { after: String(last.id) }),
})}</section>`;
  return framed({
    language,
    section: '/papers',
    path: pathWith('/papers', query),
    title: words.title[language],
    body,
    moment: platform.clock.now(),
    shows: [officialNotice.name],
  });
}

/** One paper with its text, or null when there is none that is published. */
export async function paperPage(asked: Asked, id: string): Promise<Page | null> {
  const { platform, language } = asked;
  const text = 'select id, title, kind, number, issuer, issued_on, published_on, body from official_notice where id = $1';
  const [rows = []] = await readPublic(platform.database, [{ name: planName('portal.paper', publicActor), text, values: [id] }]);
  const row = rows[0];
  if (row === undefined) return null;
  const label = (name: keyof typeof fields) => fields[name].label[language];
  const body = html`<section>${facts([
    [label('kind'), choiceOf(fields.kind.options, row.kind, language)],
    [label('number'), textOf(row.number)],
    [label('issuer'), organisationOf(platform.reference, row.issuer, language)],
    [label('issued_on'), dayText(row.issued_on)],
    [label('published_on'), dayText(row.published_on)],
  ])}</section>
<section><h2>${words.text[language]}</h2>${words.language[language] === '' ? null : html`<p class="muted">${words.language[language]}</p>`}
<div class="text" lang="zh-CN">${textOf(row.body)}</div></section>`;
  return framed({
    language,
    section: '/papers',
    path: `/papers/${id}`,
    title: textOf(row.title),
    body,
    moment: platform.clock.now(),
    shows: [id],
  });
}
