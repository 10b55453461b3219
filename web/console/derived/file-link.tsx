import { useWords } from '../language/language.ts';

/** Files come as attachments: the browser saves them and never runs them. */
export function FileLink({ id, name }: { readonly id: string; readonly name?: string | undefined }) {
  const { t } = useWords();
  return (
    <a href={`/v1/files/${id}`} download={name ?? ''}>
      {name ?? `${t('common.download')} ${id.slice(0, 8)}`}
    </a>
  );
}
