import { useWords } from '../language/language.ts';
import { daysUntil, formatMoment } from './format.ts';
import { Mark } from './mark.tsx';

/** How long is left, in words; red once it has passed, amber on the day. */
export function DueWords({ due }: { readonly due: string }) {
  const { t } = useWords();
  const now = new Date();
  const days = daysUntil(due, now);
  const passed = Date.parse(due) < now.getTime();
  if (passed) return <span className="alarm">{t('work.daysLate', { days: Math.max(1, -days) })}</span>;
  if (days === 0) return <span className="amber">{t('work.dueToday')}</span>;
  return <span className={days <= 3 ? 'amber' : 'muted'}>{t('work.daysLeft', { days })}</span>;
}

export function DueCell({ due }: { readonly due: string | null }) {
  const { t } = useWords();
  if (due === null) return <span className="muted">{t('common.none')}</span>;
  return (
    <span>
      <span className="number">{formatMoment(due).slice(0, 10)}</span> <DueWords due={due} />
    </span>
  );
}

/** How far lateness has climbed: 提醒, 督办单, 通报, 约谈, 问责. */
export function RungTag({ rung }: { readonly rung: number }) {
  const { t } = useWords();
  if (rung <= 0) return null;
  const names: readonly string[] = t('rungs', { returnObjects: true });
  return <Mark tone="alarm">{names[rung] ?? String(rung)}</Mark>;
}
