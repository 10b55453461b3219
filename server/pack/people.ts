import type { Clock } from '#kernel/clock/clock.ts';
import type { Database } from '#kernel/database/sql.ts';
import { hashPassword } from '#kernel/identity/password.ts';
import { sealPhone } from '#kernel/identity/phone.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import type { DemoPerson } from '#packs/tools/people.ts';

/** The password of every demonstration log-in. It is printed at the start and on the log-in page of a demonstration, and only there it works. */
export const demoPassword = 'Anwang-Demo-2026';

/** The people of the demonstration, with one password for all: nobody of them exists. */
export async function loadDemoPeople(owner: Database, clock: Clock, vault: Vault, people: readonly DemoPerson[]): Promise<void> {
  const phones = people.map((each) => sealPhone(vault, each.id, each.phone));
  const hash = await hashPassword(demoPassword);
  const at = clock.now();
  const posts = people.flatMap((person) => person.posts.map((post) => ({ ...post, person: person.id })));
  await owner.transaction(async (sql) => {
    await sql.query(
      `insert into person (id, name, phone, phone_masked, phone_index, login, created_at)
        select id, name, phone, phone_masked, phone_index, login, $5
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $6::text[], $7::text[])
          as each (id, name, phone, login, phone_masked, phone_index) on conflict do nothing`,
      [
        people.map((each) => each.id),
        people.map((each) => each.name),
        phones.map((each) => each.phone),
        people.map((each) => each.login),
        at,
        phones.map((each) => each.phone_masked),
        phones.map((each) => each.phone_index),
      ],
    );
    await sql.query(
      `insert into credential (person, hash, must_change, changed_at) select id, $2, false, $3 from unnest($1::uuid[]) as each (id) on conflict do nothing`,
      [people.map((each) => each.id), hash, at],
    );
    for (const post of posts) {
      await sql.query({
        name: 'demo.post',
        text: `insert into post (id, person, organisation, subject, roles, reader, region, line, title_zh, title_en, valid_from)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
        values: [
          post.id,
          post.person,
          post.organisation,
          post.subject,
          post.roles,
          post.reader,
          post.region,
          post.line,
          post.title.zh,
          post.title.en,
          post.valid_from,
        ],
      });
    }
  });
}
