import type { EmbeddedCluster } from '#kernel/database/embedded.ts';
import { migrate } from '#kernel/database/migrate.ts';
import type { Database } from '#kernel/database/sql.ts';
import { furnish } from './furnish.ts';
import { keptDatabase, openBenchNode } from './node.ts';

export function portalDataName(rows: number): string {
  return `bench_portal_${rows}`;
}

/** Ids that are spread and the same every time. */
const id = (salt: string) =>
  `(substr(md5('${salt}' || i), 1, 12) || '7' || substr(md5('${salt}' || i), 14, 3) || '8' || substr(md5('${salt}' || i), 18, 15))::uuid`;

const firms = `insert into enterprise (id, version, state, region, line, subject, opened_at, changed_at, name, credit_code, trade, department, scale, address)
  select ${id('firm')}, 1, 'active', e.region, e.line, ${id('firm')}, now(), now(),
    (array['长春市', '吉林市', '四平市', '延边'])[1 + i % 4] || left(md5(i::text), 3) || (array['化工', '建材', '机械', '食品'])[1 + i % 4] || '有限公司',
    '91220102' || lpad(i::text, 10, '0'), e.trade, e.department, e.scale, '工业大街' || i || '号'
  from generate_series($1::int, $2::int) i join (select *, row_number() over (order by id) - 1 as n from enterprise where credit_code not like '91220102__________' limit 2000) e on e.n = i % 2000`;

const licences = `insert into licence (id, version, state, region, line, subject, opened_at, changed_at, enterprise, name, number, issuer, issued_on, expires_on)
  select ${id('paper')}, 1, 'valid', e.region, e.line, e.id, now(), now(), e.id, '安全生产许可证', '许可〔2025〕' || i, '省应急管理厅', '2025-05-01', '2028-04-30'
  from generate_series(1, $1::int) i join enterprise e on e.credit_code = '91220102' || lpad((i % ($1::int / 2))::text, 10, '0')`;

const listings = `insert into listed_supervision (id, version, state, region, line, subject, opened_at, changed_at, enterprise, title, level, number, issuer, regulator,
    listed_on, limit_on, published, published_on)
  select ${id('listing')}, 1, (array['listed', 'listed', 'checking', 'delisted'])[1 + i % 4], e.region, e.line, e.id, now(), now(), e.id, '储罐区未设置紧急切断装置',
    'county', '挂牌督办〔2026〕' || i || '号', '220102-commission', '220102-emergency', '2026-03-01', '2026-12-01', i % 5 < 3, '2026-03-02'
  from generate_series(1, 20000) i join enterprise e on e.credit_code = '91220102' || lpad((i % 500)::text, 10, '0')`;

const papers = `insert into official_notice (id, version, state, region, line, opened_at, changed_at, title, kind, number, issuer, issued_on, body, published, published_on)
  select ${id('notice')}, 1, 'closed', '220000.220100.220102', '', now(), now(), '关于加强安全防范工作的通知', 'notice', '安办通〔2026〕' || i || '号', '220102-commission',
    '2026-03-01', repeat('请加强检查。', 60), i % 100 = 0, '2026-03-02'
  from generate_series(1, 100000) i`;

const counters = `insert into counter (record_type, region, line, state, n)
  select 'enterprise', region, line, state, count(*) from enterprise group by region, line, state`;

async function fill(owner: Database, rows: number): Promise<void> {
  const tables = ['enterprise', 'licence', 'listed_supervision', 'official_notice'];
  for (const table of tables) await owner.query(`alter table ${table} disable trigger user`);
  for (let from = 1; from <= rows; from += 100_000) await owner.query(firms, [from, Math.min(rows, from + 99_999)]);
  await owner.query(licences, [Math.min(rows, 200_000)]);
  for (const each of [listings, papers, counters]) await owner.query(each);
  for (const table of tables) await owner.query(`alter table ${table} enable trigger user`);
  await owner.query('vacuum analyze');
}

/** The kept cluster with a register of so many enterprises, 20,000 listings and 100,000 papers, of which some are published. */
export async function openPortalData(data: string, rows: number, say: (text: string) => void): Promise<EmbeddedCluster> {
  return keptDatabase(data, portalDataName(rows), async (cluster, half) => {
    say(`making a register of ${rows} enterprises once; it is kept in ${data}`);
    const node = await openBenchNode(cluster, data, half);
    try {
      await migrate(node.owner, { allowDestructive: true });
      await furnish(node.owner);
      await fill(node.owner, rows);
    } finally {
      await node.close();
    }
  });
}
