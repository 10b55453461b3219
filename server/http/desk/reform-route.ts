import Type from 'typebox';
import { look } from '#kernel/scope/scope.ts';
import type { Platform } from '#server/platform.ts';
import { boardParts, boardStatements } from '#server/reform/board.ts';
import type { Labeller } from '../records/labels.ts';
import { LabelsSchema } from '../records/schemas.ts';
import { answers, Nullable } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';

const counts = {
  owed: Type.Integer(),
  returned: Type.Integer(),
  submitted: Type.Integer(),
  accepted: Type.Integer(),
  waived: Type.Integer(),
  late: Type.Integer(),
};

const ReportRow = Type.Object({
  ...counts,
  by: Type.Union([Type.Literal('all'), Type.Literal('unit'), Type.Literal('system'), Type.Literal('year')]),
  key: Nullable(Type.String({ description: 'Unit, system or year; null for the whole, and for tasks that stand for good' })),
});

const LateRow = Type.Object({
  id: Type.String(),
  unit: Type.String(),
  office: Type.String(),
  title: Type.String(),
  quarter: Type.String(),
  state: Type.String(),
  due_at: Type.String(),
  rung: Type.Integer(),
  return_reason: Nullable(Type.String()),
});

const TaskRow = Type.Object({ state: Type.String(), system: Type.String(), year: Nullable(Type.Integer()), n: Type.Integer() });
const PaperRow = Type.Object({ type: Type.String(), state: Type.String(), is_late: Type.Boolean(), n: Type.Integer() });

const Board = Type.Object({
  programme: Nullable(Type.String()),
  quarter: Nullable(Type.String()),
  programmes: Type.Array(Type.Object({ id: Type.String(), quarters: Type.Array(Type.String()) })),
  reports: Type.Array(ReportRow),
  late: Type.Array(LateRow),
  late_more: Type.Boolean(),
  tasks: Type.Array(TaskRow),
  papers: Type.Array(PaperRow),
  labels: LabelsSchema,
});

const lateShown = 100;

type RawRow = Readonly<Record<string, unknown>>;

/** The statements of the board select exactly the columns of the schemas beside them. */
function rowsAs<T>(rows: readonly RawRow[]): T[] {
  return rows as unknown as T[]; // as said above: the database's rows have no type of their own
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Programmes that the reader sees, or sees reports of, each with the quarters that were reported on. */
function programmesOf(quarters: readonly RawRow[], programmes: readonly RawRow[]): Type.Static<typeof Board>['programmes'] {
  const ids = [...new Set([...programmes, ...quarters].map((row) => String(row.programme)))];
  return ids.map((id) => ({
    id,
    quarters: quarters.flatMap((row) => (String(row.programme) === id ? [String(row.quarter)] : [])),
  }));
}

/** Who is late with the reform programme and why, in the reader's own scope. */
export function reformRoute(app: App, platform: Platform, labels: Labeller): void {
  app.get(
    '/v1/reform-board',
    {
      schema: {
        operationId: 'getReformBoard',
        summary: 'The reform programme in one look: reports by unit, system and year, and who is late',
        tags: ['reform'],
        querystring: Type.Object({
          programme: Type.Optional(Type.String({ format: 'uuid', description: 'The one last reported on when left out' })),
          quarter: Type.Optional(Type.String({ pattern: '^\\d{4}Q[1-4]$', description: 'The last one reported on when left out' })),
        }),
        response: answers(Board),
      },
    },
    async (request) => {
      const { actor } = signedIn(request);
      const { programme = null, quarter = null } = request.query;
      const question = { programme, quarter, now: platform.clock.now(), most: lateShown + 1 };
      const found = await look(platform.database, actor, boardStatements(actor, question));
      const rows = (part: (typeof boardParts)[number]): readonly RawRow[] => found[boardParts.indexOf(part)]?.rows ?? [];
      const [chosen] = rows('chosen');
      const reports = rowsAs<Type.Static<typeof ReportRow>>(rows('reports'));
      const late = rowsAs<Type.Static<typeof LateRow>>(
        rows('late').map((row) => ({ ...row, due_at: row.due_at instanceof Date ? row.due_at.toISOString() : '' })),
      );
      const programmes = programmesOf(rows('quarters'), rows('programmes'));
      const units = [
        ...reports.flatMap((row) => (row.by === 'unit' ? (row.key ?? []) : [])),
        ...late.flatMap((row) => [row.unit, row.office]),
      ];
      const named = await labels.ofRecords(
        'reform-programme',
        programmes.map((each) => each.id),
      );
      return {
        programme: textOrNull(chosen?.programme),
        quarter: textOrNull(chosen?.quarter),
        programmes,
        reports: reports.filter((row) => row.by !== 'all' || row.owed + row.returned + row.submitted + row.accepted + row.waived > 0),
        late: late.slice(0, lateShown),
        late_more: late.length > lateShown,
        tasks: rowsAs<Type.Static<typeof TaskRow>>(rows('tasks')),
        papers: rowsAs<Type.Static<typeof PaperRow>>(rows('papers')),
        labels: Object.assign({}, named, ...[...new Set(units)].map(labels.organisation)),
      };
    },
  );
}
