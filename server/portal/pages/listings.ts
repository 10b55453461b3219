import type { Statement } from '#kernel/database/sql.ts';
import { isId } from '#kernel/record/check.ts';
import { publicActor } from '#kernel/scope/actor.ts';
import { planName } from '#kernel/scope/scope.ts';
import { listedSupervision } from '#modules/prevention/listed-supervision/record.ts';
import { areaInput, linkWith, nextPage, pathWith, submit } from '../forms.ts';
import { framed } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { addressOf, type Language, type Text } from '../language.ts';
import { choiceOf, dayText, levelOf, organisationOf, placeOf, textOf } from '../names.ts';
import type { Page } from '../page.ts';
import type { Asked } from '../parts.ts';
import { type Found, idsOf, readPublic } from '../read.ts';
import { facts, table } from '../table.ts';

const { fields, lifecycle } = listedSupervision;

const words = {
  title: { zh: '挂牌督办的重大事故隐患', en: 'Major dangers under listed supervision' },
  lead: {
    zh: '政府安全生产委员会挂牌督办、并依法向社会公布的重大事故隐患，治理完成并经核查后摘牌。',
    en: 'Major hidden dangers that a safety commission has listed and published. One is taken off once it is put right and has been checked.',
  },
  caption: { zh: '最新立项的在前，每页 20 项', en: 'The newest first, 20 to a page' },
  none: { zh: '没有符合条件的公开事项。未查到不代表安全。', en: 'Nothing published fits. Absence does not mean safety.' },
  state: { zh: '状态', en: 'State' },
  all: { zh: '全部', en: 'All' },
  open: { zh: '治理中', en: 'Being put right' },
  delisted: { zh: '已摘牌', en: 'De-listed' },
  query: { zh: '查询', en: 'Find' },
  form: { zh: '筛选', en: 'Filter' },
  place: { zh: '所在地', en: 'Where' },
  noName: { zh: '不在公开登记簿上', en: 'Not on the public register' },
  feed: { zh: '订阅（Atom）', en: 'Subscribe (Atom)' },
  missing: { zh: '未向社会公布', en: 'Not published' },
  overdue: { zh: '（已过期限）', en: ' (past its day)' },
  enterprisePage: { zh: '企业公开信息', en: 'What is public about the enterprise' },
} as const satisfies Record<string, Text>;

export const openListings = ['listed', 'appraising', 'checking', 'countersigning', 'delisting'] as const;
const states: Readonly<Record<string, readonly string[] | undefined>> = { open: openListings, delisted: ['delisted'] };
const pageLength = 20;

const columns = `t.id, t.state, t.title, t.level, t.number, t.enterprise, t.issuer, t.regulator, t.listed_on, t.limit_on, t.published_on,
  t.delisting_number, t.delisted_on, t.region, e.name as enterprise_name`;
const joined = `left join enterprise e on e.id = t.enterprise`;

export interface ListingsAsked {
  readonly states: readonly string[];
  /** A region path down to the county. */
  readonly region?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The published ones, newest first: a walk down the index of what is published. */
export function listingsStatement({ states: wanted, region, after, limit }: ListingsAsked): Statement {
  const values: unknown[] = [wanted];
  const place = region === undefined ? null : levelOf(region);
  if (place !== null) values.push(place.code);
  const within = place === null ? '' : ` and ${place.column} = $${values.length}`;
  if (after !== undefined) values.push(after);
  const below = after === undefined ? '' : ` and id < $${values.length}::uuid`;
  const text = `select ${columns} from (select id, state, title, level, number, enterprise, issuer, regulator, listed_on, limit_on,
      published_on, delisting_number, delisted_on, region from listed_supervision where state = any($1::text[])${within}${below}
      order by id desc limit ${Math.trunc(limit)}) t ${joined} order by t.id desc`;
  return {
    name: planName(`portal.listings.${place?.column ?? ''}.${after === undefined ? '' : 'after'}.${limit}`, publicActor),
    text,
    values,
  };
}

export function stateText(row: Found, language: Language): Html {
  const state = lifecycle.states[String(row.state) as keyof typeof lifecycle.states]; // the statement reads the type's own states
  const tone = row.state === 'delisted' ? 'good' : 'alarm';
  return html`<span class="state ${tone}">${state?.label[language]}</span>`;
}

/** The listings as a table, of one enterprise or of all. */
export function listingsTable(rows: readonly Found[], { language, platform }: Asked, options: { caption: string; named: boolean }): Html {
  const named = (text: Text) => text[language];
  const heads = [
    named(fields.title.label),
    named(words.state),
    ...(options.named ? [named(fields.enterprise.label), named(words.place)] : []),
    named(fields.number.label),
    named(fields.listed_on.label),
    named(fields.limit_on.label),
  ];
  const lines = rows.map((row) => [
    html`<a href="${addressOf(language, `/listed-dangers/${String(row.id)}`)}">${textOf(row.title)}</a>`,
    stateText(row, language),
    ...(options.named ? [textOf(row.enterprise_name ?? words.noName[language]), placeOf(platform.reference, row.region, language)] : []),
    textOf(row.number),
    dayText(row.listed_on),
    dayText(row.limit_on),
  ]);
  return table({ caption: options.caption, columns: heads, rows: lines });
}

function filterForm(asked: Asked): Html {
  const { language, query } = asked;
  const option = (value: string, label: Text) =>
    html`<option value="${value}"${(query.state ?? '') === value ? html` selected` : null}>${label[language]}</option>`;
  return html`<form class="ask" method="get" action="${addressOf(language, '/listed-dangers')}" aria-label="${words.form[language]}">
${areaInput(asked)}
<div><label for="state">${words.state[language]}</label><select id="state" name="state">
${option('', words.all)}${option('open', words.open)}${option('delisted', words.delisted)}</select></div>
${submit(words.query[language])}</form>`;
}

export async function listingsPage(asked: Asked): Promise<Page> {
  const { platform, language, query } = asked;
  const region = query.region === undefined ? undefined : platform.reference.region(query.region)?.path;
  const after = isId(query.after) ? query.after : undefined;
  const wanted = states[query.state ?? ''] ?? [...openListings, 'delisted'];
  const [rows = []] = await readPublic(platform.database, [listingsStatement({ states: wanted, region, after, limit: pageLength + 1 })]);
  const shown = rows.slice(0, pageLength);
  const last = rows.length > pageLength ? shown.at(-1) : undefined;
  const list =
    shown.length === 0
      ? html`<p>${words.none[language]}</p>`
      : listingsTable(shown, asked, { caption: words.caption[language], named: true });
  const body = html`<p class="lead">${words.lead[language]}</p>
<section>${filterForm(asked)}
${list}
${nextPage(language, {
  first: after === undefined ? null : linkWith(language, '/listed-dangers', { ...query, after: undefined }),
  next: last === undefined ? null : linkWith(language, '/listed-dangers', { ...query, after: String(last.id) }),
})}
<p class="screen"><a href="${addressOf(language, '/listed-dangers.atom')}">${words.feed[language]}</a></p></section>`;
  return framed({
    language,
    section: '/listed-dangers',
    path: pathWith('/listed-dangers', query),
    title: words.title[language],
    body,
    moment: platform.clock.now(),
    shows: [listedSupervision.name, ...idsOf(shown, 'enterprise')],
  });
}

function listingFacts(row: Found, { language, platform }: Asked, today: string): Html {
  const { reference } = platform;
  const label = (name: keyof typeof fields) => fields[name].label[language];
  const late = row.state !== 'delisted' && typeof row.limit_on === 'string' && row.limit_on < today;
  const enterprise =
    typeof row.enterprise_name === 'string'
      ? html`<a href="${addressOf(language, `/enterprises/${String(row.enterprise)}`)}">${row.enterprise_name}</a>`
      : words.noName[language];
  const limit = late ? html`${dayText(row.limit_on)}<span class="alarm">${words.overdue[language]}</span>` : dayText(row.limit_on);
  const delisting: [string, string][] =
    row.state === 'delisted'
      ? [
          [label('delisting_number'), textOf(row.delisting_number)],
          [label('delisted_on'), dayText(row.delisted_on)],
        ]
      : [];
  return facts([
    [words.state[language], stateText(row, language)],
    [label('enterprise'), enterprise],
    [words.place[language], placeOf(reference, row.region, language)],
    [label('level'), choiceOf(fields.level.options, row.level, language)],
    [label('number'), textOf(row.number)],
    [label('issuer'), organisationOf(reference, row.issuer, language)],
    [label('regulator'), organisationOf(reference, row.regulator, language)],
    [label('listed_on'), dayText(row.listed_on)],
    [label('limit_on'), limit],
    ...delisting,
    [label('published_on'), dayText(row.published_on)],
  ]);
}

/** One listing, or null when there is none that is published. */
export async function listingPage(asked: Asked, id: string): Promise<Page | null> {
  const { platform, language } = asked;
  const text = `select ${columns} from listed_supervision t ${joined} where t.id = $1`;
  const [rows = []] = await readPublic(platform.database, [{ name: planName('portal.listing', publicActor), text, values: [id] }]);
  const row = rows[0];
  if (row === undefined) return null;
  const moment = platform.clock.now();
  return framed({
    language,
    section: '/listed-dangers',
    path: `/listed-dangers/${id}`,
    title: textOf(row.title),
    body: html`<section>${listingFacts(row, asked, dayText(moment))}</section>`,
    moment,
    shows: idsOf(rows, 'id', 'enterprise'),
  });
}
