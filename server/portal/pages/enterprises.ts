import type { Statement } from '#kernel/database/sql.ts';
import { publicActor } from '#kernel/scope/actor.ts';
import { planName } from '#kernel/scope/scope.ts';
import { enterprise } from '#modules/net/enterprise/record.ts';
import { areaInput, pathWith, submit } from '../forms.ts';
import { framed } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { addressOf, sentence, type Text } from '../language.ts';
import { choiceOf, levelOf, placeOf, textOf } from '../names.ts';
import type { Page } from '../page.ts';
import type { Asked } from '../parts.ts';
import { type Found, idsOf, readPublic } from '../read.ts';
import { table } from '../table.ts';

const { fields } = enterprise;

const words = {
  title: { zh: '企业查询', en: 'Enterprises' },
  lead: {
    zh: '登记在册企业的公开信息：登记事项、许可证照、挂牌督办和恢复生产。',
    en: 'What is public about an enterprise on the register: particulars, licences, listed dangers, restarts.',
  },
  absence: {
    zh: '未查到不代表安全，查到也不代表不安全。这里没有企业名录的全部，也没有依法不公开的内容。',
    en: 'Absence does not mean safety, and presence does not mean danger. Not every enterprise is here, nor anything that the law keeps closed.',
  },
  input: { zh: '企业名称或统一社会信用代码', en: 'Name or unified social credit code' },
  help: {
    zh: '代码须完整（18 位）；名称从开头输入，至少两个字。选定区县后可以输入名称的任何部分。',
    en: 'The whole code (18 characters), or the beginning of the name, two characters at least. Within a county any part of the name will do.',
  },
  query: { zh: '查询', en: 'Find' },
  form: { zh: '查询企业', en: 'Find an enterprise' },
  short: { zh: '请至少输入两个字，或选定一个区县', en: 'Enter two characters at least, or choose a county' },
  county: {
    zh: '按名称的任何部分查询时，请选到区县；按市（州）只能查名称的开头',
    en: 'To find any part of a name choose a county; in a city only the beginning of a name is found',
  },
  place: { zh: '所在地', en: 'Where' },
  none: {
    zh: '没有查到。未查到不代表安全：请核对名称，或到登记机关查询。',
    en: 'Nothing was found. Absence does not mean safety: check the name, or ask the registration authority.',
  },
  more: { zh: '只列出前 20 家，请输入更完整的名称。', en: 'Only 20 are listed: enter more of the name.' },
  caption: { zh: '列出 {n} 家', en: '{n} listed' },
} as const satisfies Record<string, Text>;

const pageLength = 20;
/** Within a county so many of the newest are looked through for a part of a name. */
const lookedAt = 20_000;
const columns = 'id, name, credit_code, region, line';

type Query = Asked['query'];

function named(shape: string, text: string, values: readonly unknown[]): Statement {
  return { name: planName(`portal.enterprises.${shape}`, publicActor), text, values };
}

const states = enterprise.disclosure?.states ?? [];

/** The newest of a county: a walk down its index for each state, as lists do. Asked in one, the planner would rather walk the whole register. */
function inCounty(limit: number): string {
  return `select r.* from unnest($1::text[]) wanted(state) cross join lateral (select ${columns} from enterprise t
    where t.state = wanted.state and t.county = $2 order by t.id desc limit ${limit}) r`;
}

/**
 * Each way to ask is a walk down an index that stops early. The policy's own condition hides the register's states from no index; a pattern
 * (LIKE) would, so that beginnings are a range in byte order.
 */
export function searchStatement(words_: string, region: string | undefined): Statement | null {
  const code = words_.toUpperCase();
  if (/^[0-9A-Z]{18}$/.test(code)) {
    return named('code', `select ${columns} from enterprise where credit_code = $1 and state <> 'merged' limit 2`, [code]);
  }
  const place = region === undefined ? null : levelOf(region);
  const glyphs = [...words_].length;
  if (place?.column === 'county') {
    const found = glyphs === 0 ? '' : ' where position($3 in name) > 0';
    const text = `select ${columns} from (${inCounty(glyphs === 0 ? pageLength + 1 : lookedAt)}) e${found} order by id desc limit ${pageLength + 1}`;
    return named(`county${found}`, text, [states, place.code, ...(glyphs === 0 ? [] : [words_])]);
  }
  if (glyphs < 2) return null;
  const within = place === null ? '' : ' and city = $3';
  const text = `select ${columns} from enterprise where name collate "C" >= $1 and name collate "C" < $2${within}
    order by name collate "C" limit ${pageLength + 1}`;
  return named(`begins${within}`, text, [words_, `${words_}\u{10ffff}`, ...(place === null ? [] : [place.code])]);
}

function searchForm(asked: Asked, fault: Text | null): Html {
  const { language, query } = asked;
  const wrong = fault === null ? null : html`<p class="wrong" id="wrong">${fault[language]}</p>`;
  return html`<form class="ask" method="get" action="${addressOf(language, '/enterprises')}" role="search" aria-label="${words.form[language]}">
<div><label for="q">${words.input[language]}</label><p class="help" id="help">${words.help[language]}</p>
<input id="q" name="q" type="search" maxlength="60" value="${query.q ?? ''}" aria-describedby="help${fault === null ? '' : ' wrong'}"${fault === null ? null : html` aria-invalid="true"`}>${wrong}</div>
${areaInput(asked)}
${submit(words.query[language])}</form>`;
}

function resultTable(rows: readonly Found[], { language, platform }: Asked): Html {
  return table({
    caption: sentence(words.caption, language, { n: rows.length }),
    columns: [fields.name.label[language], fields.credit_code.label[language], words.place[language], fields.line.label[language]],
    rows: rows.map((row) => [
      html`<a href="${addressOf(language, `/enterprises/${String(row.id)}`)}">${textOf(row.name)}</a>`,
      html`<span class="mono">${textOf(row.credit_code)}</span>`,
      placeOf(platform.reference, row.region, language),
      choiceOf(fields.line.options, row.line, language),
    ]),
  });
}

function isAsked({ q, region }: Query): boolean {
  return (q ?? '') !== '' || (region ?? '') !== '';
}

function results(rows: readonly Found[], asked: Asked): Html {
  const { language, platform, query } = asked;
  const city = query.region === undefined ? undefined : platform.reference.region(query.region)?.path;
  const hint = city !== undefined && levelOf(city)?.column === 'city' ? html`<p class="note">${words.county[language]}</p>` : null;
  if (rows.length === 0) return html`${hint}<p class="note warn" role="status">${words.none[language]}</p>`;
  const shown = rows.slice(0, pageLength);
  return html`${hint}${resultTable(shown, asked)}${rows.length > pageLength ? html`<p class="note">${words.more[language]}</p>` : null}`;
}

export async function enterprisesPage(asked: Asked): Promise<Page> {
  const { platform, language, query } = asked;
  const region = query.region === undefined ? undefined : platform.reference.region(query.region)?.path;
  const statement = isAsked(query) ? searchStatement(query.q ?? '', region) : null;
  const [rows = []] = statement === null ? [] : await readPublic(platform.database, [statement]);
  const fault = isAsked(query) && statement === null ? words.short : null;
  const body = html`<p class="lead">${words.lead[language]}</p>
<p class="note warn">${words.absence[language]}</p>
<section>${searchForm(asked, fault)}
${statement === null ? null : results(rows, asked)}</section>`;
  return framed({
    language,
    section: '/enterprises',
    path: pathWith('/enterprises', query),
    title: words.title[language],
    body,
    moment: platform.clock.now(),
    shows: idsOf(rows, 'id'),
    unlisted: isAsked(query),
  });
}
