import { DownloadOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useParams } from 'react-router';
import { withQuery } from '#web/api/client.ts';
import { askOfImport, type ImportReport, type ImportRequest, importQuery, isWorking, type Outcome } from '#web/api/imports.ts';
import { type AnyRecordType, typeByName } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { formatMoment, formatNumber } from '../../shared/format.ts';
import { LinkButton } from '../../shared/link-button.tsx';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { problemBodyOf } from '../../shared/problem-alert.tsx';
import { Reconcile } from './reconcile.tsx';
import { Rows } from './rows.tsx';
import { JobMark, JobProgress } from './state.tsx';
import '../../derived/derived.css';
import './imports.css';

function countOf({ tally }: ImportReport, outcome: Outcome): number {
  return tally.filter((each) => each.outcome === outcome).reduce((sum, each) => sum + each.n, 0);
}

/** Each request after its question; a refusal is told and the page looked at anew. */
function useRequests(report: ImportReport) {
  const { t, say, language } = useWords();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const { id } = report.job;
  const ask = async (request: ImportRequest) => {
    await askOfImport(id, request).catch((error: unknown) => {
      const problem = problemBodyOf(error);
      void message.error(say(problem.details[0]?.text ?? problem.text));
    });
    // The register's own lists and counts are other ones now.
    await client.invalidateQueries();
  };
  const number = (outcome: Outcome) => formatNumber(countOf(report, outcome), language);
  const questions: Readonly<Record<ImportRequest, string | null>> = {
    commit: t('imports.commitConfirm', { n: number('new'), m: number('changed'), refused: number('refused') }),
    undo: t('imports.undoConfirm'),
    discard: t('imports.discardConfirm'),
    resume: null,
  };
  return (request: ImportRequest) => {
    const content = questions[request];
    if (content === null) return void ask(request);
    modal.confirm({
      title: t(`imports.${request}`),
      content,
      okText: t('common.confirm'),
      cancelText: t('common.cancel'),
      onOk: () => ask(request),
    });
  };
}

function Actions({ report, type }: { readonly report: ImportReport; readonly type: AnyRecordType }) {
  const { t } = useWords();
  const { job } = report;
  const request = useRequests(report);
  const idle = countOf(report, 'new') + countOf(report, 'changed') === 0;
  const main = job.may.find((each) => each === 'commit' || each === 'resume');
  return (
    <>
      {job.may
        .filter((each) => each !== main)
        .map((each) => (
          <Button key={each} danger={each === 'undo'} aria-haspopup="dialog" onClick={() => request(each)}>
            {t(`imports.${each}`)}
          </Button>
        ))}
      {(job.state === 'committed' || job.state === 'undone') && <LinkButton to={`/${type.plural}`}>{t('imports.openList')}</LinkButton>}
      {main !== undefined && (
        <Button
          type="primary"
          disabled={main === 'commit' && idle}
          title={main === 'commit' && idle ? t('imports.nothing') : undefined}
          aria-haspopup={main === 'commit' ? 'dialog' : undefined}
          onClick={() => request(main)}
        >
          {t(`imports.${main}`)}
        </Button>
      )}
    </>
  );
}

function Tally({ report }: { readonly report: ImportReport }) {
  const { t, language } = useWords();
  const outcomes = ['new', 'changed', 'unchanged', 'refused'] as const;
  const total = outcomes.reduce((sum, each) => sum + countOf(report, each), 0);
  const left = (step: 'undone' | 'kept') => report.tally.filter((each) => each.step === step).reduce((sum, each) => sum + each.n, 0);
  return (
    <>
      <dl className="plain import-tally">
        {outcomes.map((each) => (
          <div key={each}>
            <dt>{t(`imports.outcomes.${each}`)}</dt>
            <dd className={`number ${each === 'refused' && countOf(report, each) > 0 ? 'alarm' : ''}`}>
              {formatNumber(countOf(report, each), language)}
            </dd>
          </div>
        ))}
        {report.job.state === 'undone' &&
          (['undone', 'kept'] as const).map((each) => (
            <div key={each}>
              <dt>{t(`imports.steps.${each}`)}</dt>
              <dd className="number">{formatNumber(left(each), language)}</dd>
            </div>
          ))}
      </dl>
      {total === report.job.total && <p className="muted number">{t('imports.accounted', { total: formatNumber(total, language) })}</p>}
    </>
  );
}

function Report({ report, type }: { readonly report: ImportReport; readonly type: AnyRecordType }) {
  const { t, say, language } = useWords();
  const { job, strangers } = report;
  const named = report.tally.some((each) => each.outcome === 'refused' || each.step === 'kept');
  return (
    <>
      <PageHead
        title={job.file_name}
        beside={<JobMark job={job} />}
        note={
          <>
            {say(type.label)} · <span className="number">{formatMoment(job.at)}</span>
            {job.source !== '' && ` · ${t('imports.source')} ${job.source}`}
          </>
        }
        actions={<Actions report={report} type={type} />}
      />
      {job.problem !== null && <Alert type="error" showIcon role="alert" title={say(job.problem)} style={{ marginBottom: 16 }} />}
      {isWorking(job) && (
        <section className="panel" aria-label={t('imports.state')}>
          <JobProgress job={job} />
        </section>
      )}
      {report.tally.length > 0 && job.state !== 'reading' && job.state !== 'checking' && (
        <>
          <section className="panel stack" aria-labelledby="import-report">
            <h2 id="import-report">{t('imports.report')}</h2>
            <Tally report={report} />
            {strangers.length > 0 && (
              <Alert type="info" showIcon title={t('imports.strangers', { columns: strangers.join(language === 'zh' ? '、' : ', ') })} />
            )}
            {named && (
              <div>
                <Button icon={<DownloadOutlined />} href={withQuery(`/v1/imports/${job.id}/refused.xlsx`, { language })} download="">
                  {t('imports.refusedSheet')}
                </Button>
              </div>
            )}
          </section>
          <Rows report={report} type={type} />
          <Reconcile report={report} type={type} />
        </>
      )}
    </>
  );
}

export function ImportPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(importQuery(id));
  const type = data === undefined ? undefined : typeByName(data.job.type);
  if (error !== null && data === undefined) return <LoadFailure error={error} retry={() => void refetch()} />;
  if (data === undefined || type === undefined) return <Loading />;
  return <Report report={data} type={type} />;
}
