import { useQuery } from '@tanstack/react-query';
import { Empty, Table } from 'antd';
import { Link } from 'react-router';
import { mayImport } from '#kernel/exchange/columns.ts';
import { type ImportJob, importsQuery } from '#web/api/imports.ts';
import { catalogue, typeByName } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { useSession } from '../../session/session.tsx';
import { formatMoment } from '../../shared/format.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { useNarrow } from '../../shared/use-narrow.ts';
import { BeginImport } from './begin.tsx';
import { JobMark, JobProgress } from './state.tsx';
import '../../derived/derived.css';
import './imports.css';

function Jobs({ jobs }: { readonly jobs: readonly ImportJob[] }) {
  const { t, say } = useWords();
  const narrow = useNarrow();
  const link = (job: ImportJob) => <Link to={`/imports/${job.id}`}>{job.file_name}</Link>;
  const label = (job: ImportJob) => say(typeByName(job.type)?.label ?? { zh: job.type, en: job.type });
  if (jobs.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('imports.empty')} />;
  if (narrow) {
    return (
      <ul className="plain cards">
        {jobs.map((job) => (
          <li key={job.id}>
            <div className="row between">
              <span className="card-title">{link(job)}</span>
              <JobMark job={job} />
            </div>
            <div className="muted">
              {label(job)} · <span className="number">{formatMoment(job.at)}</span>
            </div>
            <JobProgress job={job} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Table
      aria-label={t('imports.list')}
      rowKey="id"
      size="middle"
      pagination={false}
      dataSource={[...jobs]}
      columns={[
        { title: t('imports.file'), key: 'file', render: (_, job) => link(job) },
        { title: t('imports.type'), key: 'type', width: 160, render: (_, job) => label(job) },
        { title: t('imports.at'), key: 'at', width: 160, render: (_, job) => <span className="number">{formatMoment(job.at)}</span> },
        { title: t('imports.state'), key: 'state', width: 130, render: (_, job) => <JobMark job={job} /> },
        { title: '', key: 'progress', width: 260, render: (_, job) => <JobProgress job={job} /> },
      ]}
    />
  );
}

export function ImportsPage() {
  const { t } = useWords();
  const session = useSession();
  const types = catalogue.filter((type) => mayImport(session.post, type));
  const { data, error, refetch } = useQuery(importsQuery);
  return (
    <>
      <PageHead title={t('imports.title')} note={t('imports.intro')} />
      <section className="panel" aria-labelledby="import-begin">
        <h2 id="import-begin">{t('imports.begin')}</h2>
        {types.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('imports.notPermitted')} />
        ) : (
          <BeginImport types={types} />
        )}
      </section>
      <section className="panel" aria-labelledby="import-list">
        <h2 id="import-list">{t('imports.list')}</h2>
        {error !== null && data === undefined && <LoadFailure error={error} retry={() => void refetch()} />}
        {data === undefined ? error === null && <Loading rows={4} /> : <Jobs jobs={data.items} />}
      </section>
    </>
  );
}
