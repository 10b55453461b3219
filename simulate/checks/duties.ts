import type { Sql } from '#kernel/database/sql.ts';
import type { Catalogue } from '#kernel/executor/catalogue.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { isWithin } from '#kernel/scope/region-path.ts';
import { type Checked, checked } from './check.ts';

interface Row {
  readonly id: string;
  readonly state: string;
  readonly desk: string | null;
  readonly due_at: Date | null;
  readonly rung: number;
  readonly open: number;
  readonly same: boolean | null;
}

function faultOf({ desk, due_at, rung, open, same }: Row, owing: boolean): string | null {
  if (!owing) {
    if (open > 0) return `nothing is owed, yet ${open} deadlines are open`;
    return due_at === null && desk === null ? null : 'nothing is owed, yet it stands on a desk or has a date';
  }
  if (open !== 1) return `an open duty with ${open} pending deadlines`;
  if (desk === null || desk === '' || due_at === null) return 'an open duty without a desk or a date';
  return same === true ? null : `date, desk, scope or rung (${rung}) differ from those of its deadline`;
}

async function dutiesOf(sql: Sql, type: AnyRecordType): Promise<{ looked: number; findings: string[] }> {
  const { rows } = await sql.query<Row>(
    `select r.id, r.state, r.desk, r.due_at, r.rung, count(d.id)::int as open,
       bool_and(d.status = 'pending' and d.due_at = r.due_at and d.desk = r.desk and d.rung = r.rung and d.region = r.region and d.line = r.line
         and d.subject is not distinct from r.subject) as same
     from ${type.table} r left join deadline d on d.record_type = $1 and d.record_id = r.id and d.status in ('pending', 'paused')
     group by r.id`,
    [type.name],
  );
  const findings = rows.flatMap((row) => {
    const fault = faultOf(row, type.lifecycle.states[row.state]?.owes !== undefined);
    return fault === null ? [] : [`${type.name} ${row.id} (${row.state}): ${fault}`];
  });
  return { looked: rows.length, findings };
}

/** Each open duty has exactly one pending deadline, which says the same as its record; what is closed has none. No deadline stands alone. */
export async function checkDuties(sql: Sql, catalogue: Catalogue): Promise<Checked> {
  const findings: string[] = [];
  let looked = 0;
  for (const type of catalogue.all) {
    const part = await dutiesOf(sql, type);
    looked += part.looked;
    findings.push(...part.findings);
  }
  const union = catalogue.all.map((type) => `select '${type.name}' as record_type, id as record_id from ${type.table}`).join(' union all ');
  const alone = await sql.query<{ record_type: string; record_id: string }>(
    `select record_type, record_id from deadline where status in ('pending', 'paused') except (${union})`,
  );
  findings.push(...alone.rows.map((each) => `a deadline without a record: ${each.record_type} ${each.record_id}`));
  return checked('duties', looked, findings);
}

/** Whoever a duty stands with can see it: an organisation's record lies inside the organisation's area. What is not seen is never done. */
export async function checkDesks(sql: Sql, catalogue: Catalogue): Promise<Checked> {
  const parts = catalogue.all.map(
    (type) =>
      `select '${type.name}' as record_type, r.id, r.state, r.desk, r.region, o.region as area from ${type.table} r join organisation o on o.code = r.desk`,
  );
  const { rows } = await sql.query<{ record_type: string; id: string; state: string; desk: string; region: string; area: string }>(
    parts.join(' union all '),
  );
  const blind = rows.filter((each) => !isWithin(each.region, each.area));
  const findings = blind.map(
    ({ record_type, id, state, desk }) => `${record_type} ${id} (${state}) stands with ${desk}, which cannot see it`,
  );
  return checked('desks', rows.length, findings);
}
