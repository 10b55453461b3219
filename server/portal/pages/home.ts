import type { Statement } from '#kernel/database/sql.ts';
import { publicActor, systemActor } from '#kernel/scope/actor.ts';
import { look, planName } from '#kernel/scope/scope.ts';
import { enterprise } from '#modules/net/enterprise/record.ts';
import { licence } from '#modules/net/licence/record.ts';
import { listedSupervision } from '#modules/prevention/listed-supervision/record.ts';
import { productionRestart } from '#modules/prevention/restart/record.ts';
import { officialNotice } from '#modules/responsibility/official-notice/record.ts';
import { framed } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { addressOf, type Text } from '../language.ts';
import type { Page } from '../page.ts';
import type { Asked } from '../parts.ts';
import { type Found, idsOf, readPublic } from '../read.ts';
import { listingsStatement, listingsTable, openListings } from './listings.ts';
import { papersStatement, papersTable } from './papers.ts';

const words = {
  title: { zh: '安全生产公开信息', en: 'Work safety: what is public' },
  lead: {
    zh: '这里是依法向社会公开的安全生产信息：正在治理的重大事故隐患、公开文件、企业登记和许可。任何人都可以查阅和核验，不需要登录。',
    en: 'What the law discloses about work safety: major dangers that are being put right, published papers, the register of enterprises and their licences. Anybody may read and verify it, without logging in.',
  },
  figures: { zh: '公开的内容', en: 'What is public' },
  open: { zh: '督办中的重大事故隐患', en: 'Listed dangers being put right' },
  delisted: { zh: '已摘牌', en: 'De-listed' },
  papers: { zh: '公开文件', en: 'Published papers' },
  enterprises: { zh: '在册企业', en: 'Enterprises on the register' },
  licences: { zh: '在册许可证照', en: 'Licences on the register' },
  restarts: { zh: '已公告恢复生产', en: 'Announced restarts' },
  newest: { zh: '最新公布的挂牌督办', en: 'Newest listed dangers' },
  newestCaption: { zh: '督办中，最新的 5 项', en: 'Being put right, the newest five' },
  noneOpen: {
    zh: '目前没有已公布、正在治理的挂牌督办。未查到不代表安全。',
    en: 'No published danger is being put right. Absence does not mean safety.',
  },
  all: { zh: '全部挂牌督办', en: 'All listed dangers' },
  paperHead: { zh: '最新公开文件', en: 'Newest papers' },
  noPapers: { zh: '还没有公开的文件。', en: 'No paper has been published yet.' },
  allPapers: { zh: '全部公开文件', en: 'All papers' },
  more: { zh: '10000 以上', en: 'over 10,000' },
} as const satisfies Record<string, Text>;

/** Beyond it a count of what is published piece by piece is not told exactly. */
const most = 10_000;

/** The types all of whose records in a state are everybody's: the counters know how many. */
const counted = [enterprise, licence, productionRestart] as const;

/**
 * Counters are kept for officers, not for everybody: the platform reads them here for exactly the states that the types disclose.
 */
function countersStatement(): Statement {
  const wanted = counted.flatMap(({ name, disclosure }) => (disclosure?.states ?? []).map((state) => [name, state] as const));
  const text = `select record_type, sum(n)::bigint as n from (
      select c.record_type, c.n from counter c join unnest($1::text[], $2::text[]) w (record_type, state) using (record_type, state)
      union all
      select d.record_type, d.n from counter_delta d join unnest($1::text[], $2::text[]) w (record_type, state) using (record_type, state)
    ) parts group by record_type`;
  return { name: 'portal.counters', text, values: [wanted.map(([name]) => name), wanted.map(([, state]) => state)] };
}

const publishedStatement: Statement = {
  name: planName('portal.published', publicActor),
  text: `select (select count(*) from (select 1 from listed_supervision where state <> 'delisted' limit ${most + 1}) t)::int as open,
    (select count(*) from (select 1 from listed_supervision where state = 'delisted' limit ${most + 1}) t)::int as delisted,
    (select count(*) from (select 1 from official_notice limit ${most + 1}) t)::int as papers`,
  values: [],
};

function figures(published: Found | undefined, counters: ReadonlyMap<string, number>, { language }: Asked): Html {
  const number = (n: unknown) => (Number(n) > most ? words.more[language] : Number(n ?? 0).toLocaleString('en'));
  const kept = (name: string) => (counters.get(name) ?? 0).toLocaleString('en');
  const entries: [Text, string][] = [
    [words.open, number(published?.open)],
    [words.delisted, number(published?.delisted)],
    [words.papers, number(published?.papers)],
    [words.enterprises, kept(enterprise.name)],
    [words.licences, kept(licence.name)],
    [words.restarts, kept(productionRestart.name)],
  ];
  return html`<dl class="figures">${entries.map(([label, value]) => html`<div><dt>${label[language]}</dt><dd>${value}</dd></div>`)}</dl>`;
}

export async function homePage(asked: Asked): Promise<Page> {
  const { platform, language } = asked;
  const { database } = platform;
  const [[published = [], listings = [], papers = []], [kept]] = await Promise.all([
    readPublic(database, [publishedStatement, listingsStatement({ states: openListings, limit: 5 }), papersStatement(undefined, 5)]),
    look(database, systemActor, [countersStatement()]),
  ]);
  const counters = new Map((kept?.rows ?? []).map((row) => [String(row.record_type), Number(row.n)]));
  const dangers =
    listings.length === 0
      ? html`<p>${words.noneOpen[language]}</p>`
      : listingsTable(listings, asked, { caption: words.newestCaption[language], named: true });
  const body = html`<p class="lead">${words.lead[language]}</p>
<section><h2>${words.figures[language]}</h2>${figures(published[0], counters, asked)}</section>
<section><h2>${words.newest[language]}</h2>${dangers}
<p><a href="${addressOf(language, '/listed-dangers')}">${words.all[language]}</a></p></section>
<section><h2>${words.paperHead[language]}</h2>${papers.length === 0 ? html`<p>${words.noPapers[language]}</p>` : papersTable(papers, asked)}
<p><a href="${addressOf(language, '/papers')}">${words.allPapers[language]}</a></p></section>`;
  return framed({
    language,
    section: '',
    path: '',
    title: words.title[language],
    body,
    moment: platform.clock.now(),
    shows: [listedSupervision.name, officialNotice.name, ...idsOf(listings, 'enterprise')],
  });
}
