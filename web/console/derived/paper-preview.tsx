import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { api, withQuery } from '#web/api/client.ts';
import { useWords } from '../language/language.ts';
import { LoadFailure, Loading } from '../shared/loading.tsx';
import { useFocusReturn } from '../shared/use-focus-return.ts';
import { PaperLinks } from './paper-links.tsx';

interface Props {
  readonly path: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** An address for what was fetched, given back when the page no longer shows it. */
function useAddress(blob: Blob | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (blob === undefined) return;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}

/** The pages of a paper as they will be printed: a drawing, because no browser on a telephone shows a PDF inside a page. */
export function PaperPreview({ path, name, onClose }: Props) {
  const { t } = useWords();
  useFocusReturn();
  const { data, error, refetch } = useQuery({
    queryKey: ['paper', path],
    queryFn: ({ signal }) => api.content(path, { format: 'svg' }, signal),
    // What is shown is made anew each time: the record may have changed.
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const address = useAddress(data?.blob);
  const missing = data?.headers.get('x-paper-missing') ?? null;
  const footer = (
    <div className="row" style={{ justifyContent: 'flex-end' }}>
      <Button
        icon={<PrinterOutlined aria-hidden />}
        href={withQuery(path, { format: 'pdf', inline: true })}
        target="_blank"
        rel="noreferrer"
        title={t('papers.printHelp')}
      >
        {t('papers.print')}
      </Button>
      <PaperLinks path={path} name={name} />
      <Button onClick={onClose}>{t('common.close')}</Button>
    </div>
  );
  return (
    <Drawer open title={t('papers.previewOf', { name })} onClose={onClose} size={900} footer={footer}>
      {missing !== null && (
        <Alert type="warning" showIcon title={t('papers.missing', { characters: [...decodeURIComponent(missing)].join(' ') })} />
      )}
      {error !== null && data === undefined && <LoadFailure error={error} retry={() => void refetch()} />}
      {address === null ? (
        error === null && <Loading rows={12} />
      ) : (
        <a href={withQuery(path, { format: 'pdf', inline: true })} target="_blank" rel="noreferrer" title={t('papers.printHelp')}>
          <img className="paper-pages" src={address} alt={t('papers.page', { name })} />
        </a>
      )}
    </Drawer>
  );
}
