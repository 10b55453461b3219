import Type from 'typebox';
import { kinds, type MessageKind } from '#kernel/messages/kinds.ts';
import { LabelsSchema } from '../records/schemas.ts';
import { Id, Moment, Nullable, TextSchema } from '../schemas.ts';

/** Templates name records whose titles may be long. */
const Words = Type.Object({ zh: Type.String(), en: Type.String() });

export const KindSchema = Type.Union(Object.keys(kinds).map((name) => Type.Literal(name as MessageKind))); // Object.keys loses the key type

const ItemSchema = Type.Object({
  id: Id,
  at: Moment,
  text: Words,
  record_type: Nullable(Type.String()),
  record_id: Nullable(Id),
});

const shown = {
  id: Id,
  kind: Type.String(),
  kind_label: TextSchema,
  severity: Type.Union([Type.Literal('info'), Type.Literal('warning'), Type.Literal('urgent')]),
  text: Words,
  desk: Type.String(),
  sender: Nullable(Type.String()),
  at: Moment,
  latest_at: Moment,
  read: Type.Boolean(),
  count: Type.Integer({ description: 'How many things it stands for' }),
  items: Type.Array(ItemSchema, { description: 'The newest of them' }),
  must_acknowledge: Type.Boolean(),
  acknowledge_by: Nullable(Moment),
  acknowledged_at: Nullable(Moment),
  acknowledged_by: Nullable(Id),
};

export const MessageSchema = Type.Object(shown);

export const ListSchema = Type.Object({
  open: Type.Array(MessageSchema, {
    description: 'Those that the desk must still acknowledge, the oldest first; on the first page of the inbox only',
  }),
  more_open: Type.Boolean({ description: 'More are to be acknowledged than stand here: `box=open` holds all' }),
  items: Type.Array(MessageSchema),
  next: Nullable(Type.String()),
  may_acknowledge: Type.Boolean({ description: 'Whether this post answers for its desk' }),
  labels: LabelsSchema,
});

export const OneSchema = Type.Object({
  row: MessageSchema,
  receipts: Type.Array(Type.Object({ person: Id, read_at: Moment })),
  may_acknowledge: Type.Boolean(),
  labels: LabelsSchema,
});
