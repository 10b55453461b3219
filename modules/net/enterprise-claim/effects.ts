import type { Effect } from '#kernel/effects/effect.ts';

/** The applicant learns what became of his claim. */
export const tellApplicant: Effect = async (committed, { look, tell }) => {
  const claim = await look(async (sql) => {
    const found = await sql.query<{ applicant: string; region: string; line: string }>(
      'select applicant, region, line from enterprise_claim where id = $1',
      [committed.record_id],
    );
    return found.rows[0];
  });
  if (claim !== undefined) await tell({ committed, desk: claim.applicant, region: claim.region, line: claim.line });
};

/** A granted claim gives its applicant his post in the enterprise. */
export const appointApplicant: Effect = async (committed, parts) => {
  const { look, appoint } = parts;
  const claim = await look(async (sql) => {
    const found = await sql.query<{ applicant: string; enterprise: string; position: 'enterprise-head' | 'safety-manager' }>(
      'select applicant, enterprise, position from enterprise_claim where id = $1',
      [committed.record_id],
    );
    return found.rows[0];
  });
  await tellApplicant(committed, parts);
  if (claim !== undefined) await appoint({ person: claim.applicant, subject: claim.enterprise, role: claim.position });
};
