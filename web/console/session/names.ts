import { useQuery } from '@tanstack/react-query';
import { codeOf } from '#kernel/scope/region-path.ts';
import { enterpriseQuery, organisationQuery, regionQuery } from '#web/api/queries.ts';
import type { Post } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';

/** A region's name by its path; the code until it is known. */
export function useRegionName(path: string): string {
  const { say } = useWords();
  const code = codeOf(path);
  const { data } = useQuery({ ...regionQuery(code), enabled: code !== '' });
  return data === undefined ? code : say({ zh: data.row.name_zh, en: data.row.name_en });
}

/** An organisation's name by its code; nothing without one. */
export function useOrganisationName(code: string | null): string | null {
  const { say } = useWords();
  const { data } = useQuery({ ...organisationQuery(code ?? ''), enabled: code !== null });
  if (code === null) return null;
  return data === undefined ? code : say({ zh: data.row.name_zh, en: data.row.name_en });
}

/** Where somebody acts: the organisation, the enterprise, or else the region. */
export function usePlaceName(post: Post): string {
  const region = useRegionName(post.region);
  const organisation = useOrganisationName(post.organisation);
  const { data } = useQuery({ ...enterpriseQuery(post.subject ?? ''), enabled: post.subject !== null });
  const enterprise = data?.row.name;
  return organisation ?? (typeof enterprise === 'string' ? enterprise : region);
}
