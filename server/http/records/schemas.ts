import Type, { type TObject, type TSchema } from 'typebox';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { AnyField, Fields } from '#kernel/record/field.ts';
import { recordTag } from '../document.ts';
import { TextSchema } from '../schemas.ts';

const Nullable = (schema: TSchema) => Type.Union([schema, Type.Null()]);

function valueSchema(field: AnyField): TSchema {
  const described = { title: field.label.en, description: field.label.zh };
  switch (field.kind) {
    case 'flag':
      return Type.Boolean(described);
    case 'integer':
    case 'money':
      return Type.Integer(described);
    case 'decimal':
      return Type.Number(described);
    case 'files':
    case 'choices':
      return Type.Array(Type.String(), described);
    case 'point':
      return Type.Object({ longitude: Type.Number(), latitude: Type.Number() }, described);
    case 'list':
      return Type.Array(
        Type.Object(Object.fromEntries(Object.entries(field.items).map(([name, item]) => [name, Nullable(valueSchema(item))]))),
        described,
      );
    case 'choice':
      return Type.String({ ...described, ...(Object.keys(field.options).length <= 40 ? { enum: Object.keys(field.options) } : {}) });
    case 'date':
      return Type.String({ ...described, format: 'date' });
    case 'moment':
      return Type.String({ ...described, format: 'date-time' });
    case 'ref':
    case 'person':
      return Type.String({ ...described, format: 'uuid' });
    default:
      return Type.String(described);
  }
}

function ownProperties(fields: Fields): Record<string, TSchema> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, Nullable(valueSchema(field))]));
}

/** A record as it leaves: nothing that is not named here can leak. */
export function rowSchema(type: AnyRecordType): TSchema {
  return Type.Object(
    {
      id: Type.String({ format: 'uuid' }),
      version: Type.Integer(),
      state: Type.String({ enum: [...type.stateNames] }),
      region: Type.String(),
      line: Type.String(),
      subject: Nullable(Type.String()),
      desk: Nullable(Type.String()),
      due_at: Nullable(Type.String()),
      rung: Type.Integer(),
      opened_at: Type.String(),
      changed_at: Type.String(),
      ...ownProperties(type.fields),
    },
    { $id: pascal(type.name), [recordTag]: type.plural, title: type.label.en, description: `${type.label.zh} (${type.clause.join(', ')})` },
  );
}

/** What an act takes. The shape is for readers of the document; `decide` checks each value and says what is wrong with it at its field. */
export function inputSchema(type: AnyRecordType, action: string): TObject {
  const spec = type.lifecycle.actions[action];
  const named = [...(spec?.fills ?? []), ...(spec?.offers ?? [])];
  const fields = Object.fromEntries(
    named.flatMap((name): [string, AnyField][] => (type.fields[name] === undefined ? [] : [[name, type.fields[name]]])),
  );
  return Type.Object(ownProperties(fields));
}

export function pascal(name: string): string {
  return name
    .split('-')
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
    .join('');
}

export const LabelsSchema = Type.Record(Type.String(), TextSchema);

export const DetailList = Type.Array(
  Type.Object({ code: Type.String(), text: TextSchema, field: Type.Optional(Type.String()), source: Type.Optional(Type.String()) }),
);

export const BecauseSchema = Type.Object({
  rule: Type.String(),
  text: TextSchema,
  inputs: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  source: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
});

export const ActedSchema = Type.Object({ id: Type.String(), version: Type.Integer(), state: Type.String() });
