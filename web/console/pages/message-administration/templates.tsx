import { useQuery } from '@tanstack/react-query';
import { templatesQuery } from '#web/api/message-administration.ts';
import { useWords } from '../../language/language.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { Mark } from '../../shared/mark.tsx';
import '../../derived/derived.css';

/** What messages say by the templates in force: rows with a day and a source, like every other figure. */
export function Templates() {
  const { t, say } = useWords();
  const { data, error, refetch } = useQuery(templatesQuery);
  if (data === undefined) return error === null ? <Loading /> : <LoadFailure error={error} retry={() => void refetch()} />;
  return (
    <ul className="plain cards">
      {data.items.map((each) => (
        <li key={each.kind}>
          <div className="row between">
            <span className="card-title">{say(each.label)}</span>
            {each.status === 'confirmed' ? (
              <Mark tone="good">{t('common.confirmed')}</Mark>
            ) : (
              <Mark tone="warning">{t('common.unverified')}</Mark>
            )}
          </div>
          <dl className="card-facts plain">
            <dt>{t('messaging.one')}</dt>
            <dd>{say(each.one)}</dd>
            <dt>{t('messaging.many')}</dt>
            <dd>{say(each.many)}</dd>
            <dt>{t('messaging.usual')}</dt>
            <dd>
              {each.channels.length === 0
                ? t('messaging.pagesOnly')
                : each.channels.map((channel) => t(`messages.channel.${channel}`)).join(' · ')}
            </dd>
            <dt>{t('parameters.from')}</dt>
            <dd className="number">{each.valid_from}</dd>
            <dt>{t('parameters.source')}</dt>
            <dd>{each.source}</dd>
          </dl>
        </li>
      ))}
    </ul>
  );
}
