import { Progress } from 'antd';
import { type ImportJob, isWorking } from '#web/api/imports.ts';
import { useWords } from '../../language/language.ts';
import { formatNumber } from '../../shared/format.ts';
import { Mark, type Tone } from '../../shared/mark.tsx';

const tones: Readonly<Record<ImportJob['state'], Tone>> = {
  reading: 'info',
  checking: 'info',
  checked: 'warning',
  committing: 'info',
  committed: 'good',
  undoing: 'info',
  undone: 'neutral',
  rejected: 'alarm',
  failed: 'alarm',
  discarded: 'neutral',
};

export function JobMark({ job }: { readonly job: ImportJob }) {
  const { t } = useWords();
  return <Mark tone={tones[job.state]}>{t(`imports.states.${job.state}`)}</Mark>;
}

/** How far a worker has come; while the file is read nobody knows yet how many rows there are. */
export function JobProgress({ job }: { readonly job: ImportJob }) {
  const { t, language } = useWords();
  if (!isWorking(job))
    return <span className="number">{job.total > 0 && t('imports.rows', { total: formatNumber(job.total, language) })}</span>;
  const text =
    job.state === 'reading'
      ? t('imports.rows', { total: formatNumber(job.total, language) })
      : t('imports.progress', { done: formatNumber(job.done, language), total: formatNumber(job.total, language) });
  const percent = job.state === 'reading' || job.total === 0 ? 0 : Math.floor((job.done / job.total) * 100);
  return (
    <div className="import-progress">
      <Progress
        percent={percent}
        size="small"
        status="active"
        showInfo={job.state !== 'reading'}
        aria-label={t(`imports.states.${job.state}`)}
      />
      <span className="muted number" role="status">
        {text}
      </span>
    </div>
  );
}
