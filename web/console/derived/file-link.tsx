import { useQuery } from '@tanstack/react-query';
import { api } from '#web/api/client.ts';
import { useWords } from '../language/language.ts';

interface FileInfo {
  readonly id: string;
  readonly name: string;
  readonly size_bytes: number;
  readonly media_type: string;
  readonly state: string;
}

/** `1.4 MB`: enough to know whether to wait for it on a phone. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** A file by its own name. No picture is shown before it is asked for: each look at one is kept. */
export function FileLink({ id, name }: { readonly id: string; readonly name?: string | undefined }) {
  const { t } = useWords();
  const { data } = useQuery({
    queryKey: ['file', id],
    queryFn: ({ signal }) => api.get<FileInfo>(`/v1/files/${id}/info`, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: name === undefined,
    retry: false,
  });
  const shown = name ?? data?.name ?? `${t('common.download')} ${id.slice(0, 8)}`;
  const picture = data?.media_type.startsWith('image/') === true;
  return (
    <a
      href={picture ? `/v1/files/${id}?inline=true` : `/v1/files/${id}`}
      {...(picture ? { target: '_blank', rel: 'noreferrer' } : { download: shown })}
    >
      {shown}
      {data !== undefined && <span className="muted"> {sizeText(data.size_bytes)}</span>}
    </a>
  );
}
