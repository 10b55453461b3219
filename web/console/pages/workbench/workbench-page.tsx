import { useQuery } from '@tanstack/react-query';
import { workbenchQuery } from '#web/api/queries.ts';
import { useWords } from '../../language/language.ts';
import { usePlaceName, useRegionName } from '../../session/names.ts';
import { useSession } from '../../session/session.tsx';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { Duties } from './duties.tsx';
import { GlancePanel } from './glance.tsx';
import { Notices } from './notices.tsx';
import './workbench.css';

/** What is due, what arrived, how the area stands. */
export function WorkbenchPage() {
  const { t, say } = useWords();
  const { person, post } = useSession();
  const { data, error, refetch } = useQuery(workbenchQuery);
  const region = useRegionName(post.region);
  const place = usePlaceName(post);
  const where = [...new Set([say(post.title), place, region])].join(' · ');
  return (
    <>
      <PageHead title={t('nav.workbench')} note={`${person.name} · ${where}`} />
      {error !== null && data === undefined && <LoadFailure error={error} retry={() => void refetch()} />}
      {data === undefined ? (
        error === null && <Loading rows={10} />
      ) : (
        <div className="columns workbench">
          <div className="stack">
            <Duties duties={data.todo} more={data.more} labels={data.labels} />
          </div>
          <div className="stack">
            <Notices />
            {data.glance !== null && <GlancePanel glance={data.glance} />}
          </div>
        </div>
      )}
    </>
  );
}
