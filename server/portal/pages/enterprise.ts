import { clockText } from '#kernel/clock/zone.ts';
import type { Statement } from '#kernel/database/sql.ts';
import { publicActor } from '#kernel/scope/actor.ts';
import { planName } from '#kernel/scope/scope.ts';
import { enterprise } from '#modules/net/enterprise/record.ts';
import { licence } from '#modules/net/licence/record.ts';
import { productionRestart } from '#modules/prevention/restart/record.ts';
import { industryOf } from '#standards/industry-classification.ts';
import { framed } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { addressOf, type Text } from '../language.ts';
import { choiceOf, dayText, organisationOf, placeOf, textOf } from '../names.ts';
import type { Page } from '../page.ts';
import type { Asked } from '../parts.ts';
import { type Found, readPublic } from '../read.ts';
import { facts, table } from '../table.ts';
import { listingsTable } from './listings.ts';

const words = {
  absence: {
    zh: '未查到不代表安全。本页只有登记和依法公开的事项，不是对该企业安全状况的评价。',
    en: 'Absence does not mean safety. This page shows what is registered and disclosed by law; it does not judge how safe the enterprise is.',
  },
  register: { zh: '登记事项', en: 'Particulars' },
  state: { zh: '登记状态', en: 'On the register' },
  changed: { zh: '登记信息最近更新', en: 'Particulars last changed' },
  dangers: { zh: '挂牌督办', en: 'Listed dangers' },
  dangersCaption: { zh: '已公布的挂牌督办，最新的在前，至多 15 项', en: 'Published listings, the newest first, 15 at most' },
  noDangers: { zh: '没有已公布的挂牌督办。未查到不代表安全。', en: 'No published listing. Absence does not mean safety.' },
  licences: { zh: '许可证照', en: 'Licences' },
  licencesCaption: { zh: '在册的许可证照，最新的在前，至多 20 件', en: 'Licences on the register, the newest first, 20 at most' },
  noLicences: {
    zh: '没有登记许可证照。是否需要许可，请向主管部门查询。',
    en: 'No licence is registered. Ask the department in charge whether one is needed.',
  },
  validity: { zh: '效力', en: 'Valid' },
  valid: { zh: '有效期内', en: 'Yes' },
  expired: { zh: '已过有效期', en: 'Expired' },
  report: { zh: '报告本页信息有误', en: 'Report an error on this page' },
  restarts: { zh: '恢复生产', en: 'Restarts of production' },
  restartsCaption: { zh: '停产后经批准并公告恢复生产的，至多 10 项', en: 'Allowed and announced after an order to stop, 10 at most' },
} as const satisfies Record<string, Text>;

function ask(shape: string, text: string, id: string): Statement {
  return { name: planName(`portal.enterprise.${shape}`, publicActor), text, values: [id] };
}

/** Everything of the page in one exchange. */
export function enterpriseStatements(id: string): readonly Statement[] {
  return [
    ask(
      'one',
      'select id, state, name, credit_code, trade, line, department, region, address, scale, opened_at, changed_at from enterprise where id = $1',
      id,
    ),
    ask(
      'licences',
      `select name, number, issuer, issued_on, expires_on from licence where subject = $1 and state = 'valid' order by id desc limit 20`,
      id,
    ),
    ask(
      'listings',
      `select id, state, title, number, listed_on, limit_on, delisted_on from listed_supervision where subject = $1 order by id desc limit 15`,
      id,
    ),
    ask(
      'restarts',
      `select title, stopped_on, approved_on, announced_on, regulator from production_restart where subject = $1 and state = 'resumed' order by id desc limit 10`,
      id,
    ),
  ];
}

function particulars(row: Found, { language, platform }: Asked): Html {
  const { reference } = platform;
  const { fields, lifecycle } = enterprise;
  const label = (name: keyof typeof fields) => fields[name].label[language];
  const trade = typeof row.trade === 'string' ? row.trade : '';
  const industry = industryOf(trade)?.name;
  const state = lifecycle.states[String(row.state) as keyof typeof lifecycle.states]; // the policy shows the type's own states
  const changed = row.changed_at instanceof Date ? clockText(row.changed_at) : dayText(null);
  return facts([
    [label('credit_code'), html`<span class="mono">${textOf(row.credit_code)}</span>`],
    [words.state[language], state?.label[language] ?? textOf(null)],
    [label('region'), placeOf(reference, row.region, language)],
    [label('address'), textOf(row.address)],
    [label('trade'), industry === undefined ? textOf(trade) : html`${trade} <span lang="zh-CN">${industry}</span>`],
    [label('line'), choiceOf(fields.line.options, row.line, language)],
    [label('department'), organisationOf(reference, row.department, language)],
    [label('scale'), choiceOf(fields.scale.options, row.scale, language)],
    [words.changed[language], changed],
  ]);
}

function licences(rows: readonly Found[], { language }: Asked, today: string): Html {
  if (rows.length === 0) return html`<p>${words.noLicences[language]}</p>`;
  const label = (name: keyof typeof licence.fields) => licence.fields[name].label[language];
  const validity = (row: Found) =>
    typeof row.expires_on === 'string' && row.expires_on >= today
      ? html`<span class="state good">${words.valid[language]}</span>`
      : html`<span class="state alarm">${words.expired[language]}</span>`;
  return table({
    caption: words.licencesCaption[language],
    columns: [label('name'), label('number'), label('issuer'), label('issued_on'), label('expires_on'), words.validity[language]],
    rows: rows.map((row) => [
      textOf(row.name),
      textOf(row.number),
      textOf(row.issuer),
      dayText(row.issued_on),
      dayText(row.expires_on),
      validity(row),
    ]),
  });
}

function restarts(rows: readonly Found[], { language, platform }: Asked): Html | null {
  if (rows.length === 0) return null;
  const label = (name: keyof typeof productionRestart.fields) => productionRestart.fields[name].label[language];
  const list = table({
    caption: words.restartsCaption[language],
    columns: [label('title'), label('stopped_on'), label('approved_on'), label('announced_on'), label('regulator')],
    rows: rows.map((row) => [
      textOf(row.title),
      dayText(row.stopped_on),
      dayText(row.approved_on),
      dayText(row.announced_on),
      organisationOf(platform.reference, row.regulator, language),
    ]),
  });
  return html`<section><h2>${words.restarts[language]}</h2>${list}</section>`;
}

/** One enterprise, or null when none of that id is on the public register. */
export async function enterprisePage(asked: Asked, id: string): Promise<Page | null> {
  const { platform, language } = asked;
  const [own = [], papers = [], listings = [], resumed = []] = await readPublic(platform.database, enterpriseStatements(id));
  const row = own[0];
  if (row === undefined) return null;
  const moment = platform.clock.now();
  const dangers =
    listings.length === 0
      ? html`<p>${words.noDangers[language]}</p>`
      : listingsTable(listings, asked, { caption: words.dangersCaption[language], named: false });
  const body = html`<p class="note warn">${words.absence[language]}</p>
<section><h2>${words.register[language]}</h2>${particulars(row, asked)}</section>
<section><h2>${words.dangers[language]}</h2>${dangers}</section>
<section><h2>${words.licences[language]}</h2>${licences(papers, asked, dayText(moment))}</section>
${restarts(resumed, asked)}
<p class="screen"><a href="${addressOf(language, `/enterprises/${id}/correction`)}">${words.report[language]}</a></p>`;
  return framed({
    language,
    section: '/enterprises',
    path: `/enterprises/${id}`,
    title: textOf(row.name),
    body,
    moment,
    shows: [id],
  });
}
