import type { Effect } from '#kernel/effects/effect.ts';
import { Problem } from '#kernel/problem/problem.ts';

interface Moved {
  readonly id: string;
  readonly region: string;
  readonly line: string;
}

/** The types whose records belong to an enterprise. */
const owned = [
  { type: 'enterprise-claim', table: 'enterprise_claim' },
  { type: 'licence', table: 'licence' },
  { type: 'safety-staff', table: 'safety_staff' },
  { type: 'data-correction', table: 'data_correction' },
  { type: 'hidden-danger', table: 'hidden_danger' },
  { type: 'deadline-extension', table: 'deadline_extension' },
  { type: 'listed-supervision', table: 'listed_supervision' },
  { type: 'supervision-progress', table: 'supervision_progress' },
  { type: 'supervision-extension', table: 'supervision_extension' },
  { type: 'production-restart', table: 'production_restart' },
  { type: 'official-delivery', table: 'official_delivery' },
] as const;

/**
 * When an enterprise is merged or moves, what belongs to it goes along: its scope columns are set anew, one act a record. Done again after a crash
 * it finds only what is left. A record whose line was changed by a hand-over keeps it.
 */
export const takeRecordsAlong: Effect = async ({ record_id, verb }, { look, act }) => {
  const target = await look(async (sql) => {
    const found = await sql.query<Moved>(
      'select t.id, t.region, t.line from enterprise e join enterprise t on t.id = coalesce(e.merged_into, e.id) where e.id = $1',
      [record_id],
    );
    return found.rows[0];
  });
  if (target === undefined) return;
  for (const { type, table } of owned) {
    const stale = await look((sql) =>
      sql.query<{ id: string; desk: string | null }>(
        `select id, desk from ${table} where subject = $1 and (subject <> $2 or region <> $3) order by id`,
        [record_id, target.id, target.region],
      ),
    );
    for (const { id, desk } of stale.rows) {
      const input = { region: target.region, subject: target.id, ...(desk === record_id ? { desk: target.id } : {}), because: verb };
      await act({ type, id, action: 'rescope', input }).catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
      });
    }
  }
};
