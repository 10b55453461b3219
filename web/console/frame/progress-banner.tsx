import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { progressQuery } from '#web/api/queries.ts';
import { useWords } from '../language/language.ts';
import { formatNumber } from '../shared/format.ts';

/** A fresh demonstration fills its history in behind the first visitors; what they see meanwhile is incomplete, and this says so. */
export function ProgressBanner() {
  const { t, language, say } = useWords();
  const client = useQueryClient();
  const { data } = useQuery(progressQuery);
  const was = useRef(false);
  const running = data?.running === true;
  useEffect(() => {
    if (was.current && !running) void client.invalidateQueries();
    was.current = running;
  }, [running, client]);
  if (data === undefined || !running) return null;
  const of = t('progress.of', { done: formatNumber(data.done, language), total: formatNumber(data.total, language) });
  const text = data.text === null ? t('progress.filling') : say(data.text);
  return (
    <div className="frame-progress screen">
      <span>{text}</span>
      <progress value={data.done} max={Math.max(1, data.total)} aria-label={text} />
      <span className="muted number">{of}</span>
    </div>
  );
}
