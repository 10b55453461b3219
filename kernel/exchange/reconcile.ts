import { look } from '#kernel/scope/scope.ts';
import { type ExchangeParts, type Job, type Snapshot, subjectOf } from './job.ts';

/** The place of a record one level below the job's person: his counties, or his townships. */
function placeText(job: Job): string {
  const depth = job.actor.region.split('.').length + 1;
  return `array_to_string((string_to_array(t.region, '.'))[1:${depth}], '.')`;
}

/** The numbers that are worth adding up. */
export function summed(on: ExchangeParts, job: Job): readonly string[] {
  const { maker } = subjectOf(on, job);
  return maker.columns.flatMap(({ name, field }) => (field.kind === 'integer' || field.kind === 'money' ? [name] : []));
}

async function countedBy(on: ExchangeParts, job: Job, from: string, values: readonly unknown[]): Promise<Snapshot> {
  const sums = summed(on, job).map((name) => `, sum(t.${name})::bigint as ${name}`);
  const text = `select ${placeText(job)} as place, count(*)::int as n${sums.join('')} from ${from} group by 1 order by 1`;
  const [found] = await look(on.database, job.actor, [{ text, values }]);
  return (found?.rows ?? []).map(({ place, n, ...rest }) => ({
    place: String(place),
    n: Number(n),
    sums: Object.fromEntries(Object.entries(rest).map(([name, sum]) => [name, Number(sum ?? 0)])),
  }));
}

/** Counts and sums of the type's records by place, as the job's person sees them at this moment. */
export function snapshot(on: ExchangeParts, job: Job): Promise<Snapshot> {
  return countedBy(on, job, `${subjectOf(on, job).type.table} t`, []);
}

/** The same of the records that this import made and that are there. */
export function made(on: ExchangeParts, job: Job): Promise<Snapshot> {
  const { table } = subjectOf(on, job).type;
  return countedBy(
    on,
    job,
    `${table} t join import_row r on r.record_id = t.id where r.job = $1 and r.outcome = 'new' and r.step in ('done', 'kept')`,
    [job.id],
  );
}
