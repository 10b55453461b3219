import { useWords } from '../language/language.ts';
import { dayOf, daysUntil } from './format.ts';
import { Mark } from './mark.tsx';

/** How long is left, in words; red once it has passed, amber on the day. */
export function DueWords({ due }: { readonly due: string }) {
  const { t } = useWords();
  const now = new Date();
  const days = daysUntil(due, now);
  const passed = Date.parse(due) < now.getTime();
  if (passed) return <span className="alarm">{days < 0 ? t('work.daysLate', { days: -days }) : t('record.overdue')}</span>;
  if (days === 0) return <span className="amber">{t('work.dueToday')}</span>;
  return <span className={days <= 3 ? 'amber' : 'muted'}>{t('work.daysLeft', { days })}</span>;
}

/** A date with what it means today, and how far its lateness has climbed. */
export function DueCell({ due, rung }: { readonly due: string | null; readonly rung: number }) {
  const { t } = useWords();
  if (due === null) return <span className="muted">{t('common.none')}</span>;
  return (
    <span className="row" style={{ gap: '0 6px' }}>
      <span className="number">{dayOf(due)}</span>
      <DueWords due={due} />
      <RungTag rung={rung} />
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
