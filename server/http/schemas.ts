import Type, { type TSchema } from 'typebox';

/** The parts that routes share. Objects take no other property than those named. */
export const strict = { additionalProperties: false } as const;

export const Id = Type.String({ format: 'uuid' });
export const Day = Type.String({ format: 'date' });
export const Moment = Type.String({ format: 'date-time' });
export const Code = Type.String({ minLength: 1, maxLength: 64 });
export const TextSchema = Type.Object({ zh: Type.String({ maxLength: 200 }), en: Type.String({ maxLength: 200 }) }, strict);

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

const DetailSchema = Type.Object({
  code: Type.String(),
  text: TextSchema,
  field: Type.Optional(Type.String()),
  source: Type.Optional(Type.String()),
});

export const ProblemSchema = Type.Object(
  {
    code: Type.String(),
    status: Type.Integer(),
    text: TextSchema,
    details: Type.Array(DetailSchema),
    trace: Type.Optional(Type.String()),
  },
  { $id: 'Problem' },
);

export const failures = { '4xx': Type.Ref('Problem'), '5xx': Type.Ref('Problem') };

/** A route's answers: its own on success, a problem on failure. */
export function answers<T extends TSchema>(success: T, status: 200 | 201 = 200) {
  return { [status]: success, ...failures };
}

export const nothing = { 204: Type.Null(), ...failures };

/** The keyset page of a list: the last id of the page before, and how many. */
export const Page = {
  cursor: Type.Optional(Type.String({ maxLength: 64 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
};

/** Cuts the row read too many, whose presence says that there is a next page. */
export function pageOf<T>(rows: readonly T[], limit: number, cursorOf: (row: T) => string): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
