import { EyeOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { OfferedPaper } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { formatMoment } from '../shared/format.ts';
import { Mark } from '../shared/mark.tsx';
import { PaperLinks } from './paper-links.tsx';
import { papersQuery } from './queries.ts';
import type { AnyRecordType } from './types.ts';
import './papers.css';

const PaperPreview = lazy(async () => ({ default: (await import('./paper-preview.tsx')).PaperPreview }));

/** The papers (文书) that a record offers as it stands. Nothing is shown where there is none. */
export function Papers({ type, id }: { readonly type: AnyRecordType; readonly id: string }) {
  const { t, say } = useWords();
  const { data } = useQuery(papersQuery(type, id));
  const [open, setOpen] = useState<OfferedPaper | null>(null);
  if (data === undefined || data.items.length === 0) return null;
  const pathOf = (paper: OfferedPaper) => `/v1/${type.plural}/${encodeURIComponent(id)}/papers/${paper.name}`;
  return (
    <section className="panel screen">
      <h2>{t('papers.title')}</h2>
      <ul className="paper-list">
        {data.items.map((paper) => (
          <li key={paper.name}>
            <span className="row">
              <span>{say(paper.label)}</span>
              {paper.mark !== null && <Mark>{say(paper.mark)}</Mark>}
            </span>
            {paper.kept !== null && (
              <span className="paper-kept muted">{t('papers.kept', { at: formatMoment(paper.kept.at), hash: paper.kept.sha256 })}</span>
            )}
            <span className="row">
              <Button
                icon={<EyeOutlined aria-hidden />}
                onClick={() => setOpen(paper)}
                aria-label={`${t('papers.preview')} ${say(paper.label)}`}
              >
                {t('papers.preview')}
              </Button>
              <PaperLinks path={pathOf(paper)} name={say(paper.label)} />
            </span>
          </li>
        ))}
      </ul>
      {open !== null && (
        <Suspense fallback={null}>
          <PaperPreview path={pathOf(open)} name={say(open.label)} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </section>
  );
}
