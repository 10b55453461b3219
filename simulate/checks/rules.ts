import type { Sql } from '#kernel/database/sql.ts';
import type { Tally } from '#simulate/tally.ts';
import { type Checked, checked } from './check.ts';

/** Whoever put a danger right did not verify it: neither by its row nor by any entry of its history. */
export async function checkVerifiers(sql: Sql): Promise<Checked> {
  const { rows } = await sql.query<{ id: string; same: boolean }>(
    `select id, rectified_by is null or verified_by is null or rectified_by = verified_by as same from hidden_danger where state = 'closed'
     union all
     select v.record_id as id, true as same from ledger_entry v where v.verb = 'hidden-danger.verify' and v.actor_person = (
       select r.actor_person from ledger_entry r where r.record_type = v.record_type and r.record_id = v.record_id and r.verb = 'hidden-danger.rectify'
         and r.version < v.version order by r.version desc limit 1)`,
  );
  const findings = rows
    .filter((each) => each.same)
    .map((each) => `hidden-danger ${each.id} was verified by whoever put it right, or by nobody`);
  return checked('verifiers', rows.length, findings);
}

/** Nothing that was meant to be refused was taken, and no refusal that was looked at left a trace. */
export function checkRefusals(tally: Tally): Checked {
  const slipped = tally.slipped.map((each) => `taken although it is wrong: ${each}`);
  const changed = tally.changed.map((each) => `refused, and yet something changed: ${each}`);
  return checked('refusals', tally.inspected, [...slipped, ...changed]);
}

/** Whatever was to follow after an act has followed. */
export async function checkOutbox(sql: Sql): Promise<Checked> {
  const { rows } = await sql.query<{ verb: string; record_id: string; last_error: string | null }>(
    'select verb, record_id, last_error from outbox order by id',
  );
  return checked(
    'outbox',
    rows.length,
    rows.map((each) => `${each.verb} ${each.record_id} still waits: ${each.last_error ?? 'not tried'}`),
  );
}
