import type { Effect } from '#kernel/effects/effect.ts';

/** A granted claim gives its applicant his post in the enterprise. */
export const appointApplicant: Effect = async ({ record_id }, { look, appoint }) => {
  const claim = await look(async (sql) => {
    const found = await sql.query<{ applicant: string; enterprise: string; position: 'enterprise-head' | 'safety-manager' }>(
      'select applicant, enterprise, position from enterprise_claim where id = $1',
      [record_id],
    );
    return found.rows[0];
  });
  if (claim !== undefined) await appoint({ person: claim.applicant, subject: claim.enterprise, role: claim.position });
};
