import type { ReactNode } from 'react';
import './mark.css';

export type Tone = 'neutral' | 'info' | 'warning' | 'alarm' | 'good';

/** A short word set off by its ground. Alarm is for what is overdue or major. */
export function Mark({
  tone = 'neutral',
  title,
  children,
}: {
  readonly tone?: Tone;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className={`mark mark-${tone}`} title={title}>
      {children}
    </span>
  );
}
