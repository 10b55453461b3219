import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Empty } from 'antd';
import { Link } from 'react-router';
import { api, newKey } from '#web/api/client.ts';
import type { Notice } from '#web/api/types.ts';
import { typeByName } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { RungTag } from '../../shared/due.tsx';
import { formatMoment } from '../../shared/format.ts';
import { Mark } from '../../shared/mark.tsx';
import { problemBodyOf } from '../../shared/problem-alert.tsx';

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.post(`/v1/notices/${notice.id}/acknowledge`, {}, newKey()),
    onSuccess: () => client.invalidateQueries({ queryKey: ['workbench'] }),
    onError: (error) => void message.error(say(problemBodyOf(error).text)),
  });
  const plural = typeByName(notice.record_type)?.plural;
  const open = notice.must_acknowledge && notice.acknowledged_at === null;
  return (
    <li className="notice">
      <div className="row muted">
        <span className="number">{formatMoment(notice.at)}</span>
        <RungTag rung={notice.rung} />
        {open && <Mark tone="alarm">{t('work.mustAcknowledge')}</Mark>}
      </div>
      {plural === undefined ? say(notice.title) : <Link to={`/${plural}/${notice.record_id}`}>{say(notice.title)}</Link>}
      {open && (
        <div>
          <Button size="small" loading={isPending} onClick={() => mutate()}>
            {t('work.acknowledge')}
          </Button>
        </div>
      )}
      {notice.acknowledged_at !== null && (
        <div className="good">
          {t('work.acknowledged')} <span className="number">{formatMoment(notice.acknowledged_at)}</span>
        </div>
      )}
    </li>
  );
}

/** What must be acknowledged stands first, until somebody has. */
export function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  const { t } = useWords();
  const waits = (notice: Notice) => notice.must_acknowledge && notice.acknowledged_at === null;
  const sorted = [...notices].sort((a, b) => Number(waits(b)) - Number(waits(a)) || b.at.localeCompare(a.at));
  return (
    <section className="panel" aria-labelledby="notices">
      <h2 id="notices">{t('work.notices')}</h2>
      {sorted.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('work.noNotices')} />
      ) : (
        <ul className="plain notices">
          {sorted.map((notice) => (
            <NoticeLine key={notice.id} notice={notice} />
          ))}
        </ul>
      )}
    </section>
  );
}
