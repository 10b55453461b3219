import type { Database } from '#kernel/database/sql.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { asIdentity, normaliseLogin } from './identity-role.ts';
import { actorOf, type PostRow, postColumns, readPost } from './post.ts';

/** Whom somebody may act as: one for each post held, oldest first; none for an unknown or disabled login. */
export async function actorsOf(database: Database, login: string): Promise<readonly Actor[]> {
  const columns = postColumns
    .split(', ')
    .map((name) => `post.${name}`)
    .join(', ');
  const found = await asIdentity(database, (sql) =>
    sql.query<PostRow>(
      `select ${columns} from post join person on person.id = post.person
       where person.login = $1 and person.disabled_at is null and post.valid_to is null order by post.id`,
      [normaliseLogin(login)],
    ),
  );
  return found.rows.map((row) => actorOf(readPost(row)));
}
