import Type from 'typebox';
import type { NewPost } from '#kernel/identity/people.ts';
import type { Post } from '#kernel/identity/post.ts';
import { readerKinds } from '#kernel/scope/actor.ts';
import { type Role, roles } from '#kernel/scope/roles.ts';
import { Code, Day, Id, Nullable, strict, TextSchema } from './schemas.ts';

// `Object.keys` forgets that the keys are the roles.
const roleNames = Object.keys(roles) as Role[];

const RoleSchema = Type.Enum(roleNames);
const ReaderSchema = Type.Enum([...readerKinds]);

/** A post as somebody gives it. */
export const givenProperties = {
  roles: Type.Array(RoleSchema, { minItems: 1, maxItems: 6 }),
  reader: ReaderSchema,
  region: Type.String({ minLength: 1, maxLength: 100, description: 'Region path' }),
  line: Type.Optional(Type.String({ maxLength: 40 })),
  organisation: Type.Optional(Nullable(Code)),
  subject: Type.Optional(Nullable(Id)),
  title: TextSchema,
  validFrom: Type.Optional(Day),
};

export const GivenPost = Type.Object(givenProperties, strict);

export function postInput(given: Type.Static<typeof GivenPost>): Omit<NewPost, 'person'> {
  const { line, organisation, subject, validFrom, ...rest } = given;
  return {
    ...rest,
    line: line ?? '',
    organisation: organisation ?? null,
    subject: subject ?? null,
    ...(validFrom === undefined ? {} : { validFrom }),
  };
}

export const rowProperties = {
  id: Id,
  version: Type.Integer(),
  person: Id,
  organisation: Nullable(Type.String()),
  subject: Nullable(Id),
  roles: Type.Array(Type.String()),
  reader: Type.String(),
  region: Type.String(),
  line: Type.String(),
  title: TextSchema,
  validFrom: Day,
  validTo: Nullable(Day),
};

export const PostRowView = Type.Object(rowProperties);

export function viewPost(post: Post) {
  return { ...post, roles: [...post.roles] };
}
