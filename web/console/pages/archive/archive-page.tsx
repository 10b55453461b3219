import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Segmented, Timeline } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '#web/api/client.ts';
import type { Archive, RecordRow } from '#web/api/types.ts';
import { Facts } from '../../derived/facts.tsx';
import { ProofLink } from '../../derived/proof-link.tsx';
import { StateTag } from '../../derived/state-tag.tsx';
import { fieldOf, stateOf, typeByName, verbLabel } from '../../derived/types.ts';
import { ValueView } from '../../derived/value-view.tsx';
import { useWords } from '../../language/language.ts';
import { daysUntil, formatMoment, formatNumber } from '../../shared/format.ts';
import { LinkButton } from '../../shared/link-button.tsx';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { Place, positionOf } from './place.tsx';
import './archive.css';
import '../../derived/derived.css';
import { Mark } from '../../shared/mark.tsx';

function Expiry({ day }: { readonly day: unknown }) {
  const { t } = useWords();
  if (typeof day !== 'string' || day === '') return null;
  const days = daysUntil(`${day}T12:00:00+08:00`, new Date());
  return (
    <div className="row" style={{ gap: 6 }}>
      <span className="muted">{t('archive.expires')}</span>
      <span className="number">{day}</span>
      {days < 0 && <Mark tone="alarm">{t('archive.expired')}</Mark>}
      {days >= 0 && days <= 60 && <Mark tone="warning">{t('archive.expiresSoon', { days })}</Mark>}
    </div>
  );
}

interface PapersProps {
  readonly title: string;
  readonly nothing: string;
  readonly typeName: string;
  readonly rows: readonly RecordRow[];
  readonly fields: readonly string[];
  readonly archive: Archive;
}

/** Licences and people alike: what it is, by the fields named, and until when it holds. */
function Papers({ title, nothing, typeName, rows, fields, archive }: PapersProps) {
  const { say } = useWords();
  const type = typeByName(typeName);
  if (type === undefined) return null;
  return (
    <section className="panel">
      <h2>
        {title} <span className="muted number">{rows.length}</span>
      </h2>
      {rows.length === 0 && <p className="muted">{nothing}</p>}
      <ul className="plain cards">
        {rows.map((row) => (
          <li key={row.id}>
            <div className="row between">
              <Link className="card-title" to={`/${type.plural}/${row.id}`}>
                {String(row[type.title] ?? row.id.slice(0, 8))}
              </Link>
              <StateTag type={type} state={row.state} />
            </div>
            <dl className="card-facts plain">
              {fields.map((name) => {
                const field = fieldOf(type, name);
                if (field === undefined) return null;
                return (
                  <div key={name} style={{ display: 'contents' }}>
                    <dt>{say(field.label)}</dt>
                    <dd>
                      <ValueView field={field} value={row[name]} labels={archive.labels} />
                    </dd>
                  </div>
                );
              })}
            </dl>
            <Expiry day={row.expires_on} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many records of each type and state it has, each a way into the list. */
function Records({ archive }: { readonly archive: Archive }) {
  const { t, say, language } = useWords();
  const { id } = archive.enterprise;
  return (
    <section className="panel">
      <h2>{t('archive.records')}</h2>
      <ul className="plain archive-counts">
        {Object.entries(archive.counts).flatMap(([name, counts]) => {
          const type = typeByName(name);
          if (type === undefined) return [];
          const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
          if (total === 0) return [];
          return [
            <li key={name}>
              <Link to={`/${type.plural}?enterprise=${id}`}>
                {say(type.label)} <span className="number">{formatNumber(total, language)}</span>
              </Link>
              <div className="muted">
                {Object.entries(counts)
                  .map(([state, n]) => `${say(stateOf(type, state)?.label ?? { zh: state, en: state })} ${n}`)
                  .join(' · ')}
              </div>
            </li>,
          ];
        })}
      </ul>
    </section>
  );
}

function ArchiveTimeline({ archive }: { readonly archive: Archive }) {
  const { t, say } = useWords();
  const [only, setOnly] = useState('');
  const names = [...new Set(archive.timeline.map((each) => each.type))];
  const shown = archive.timeline.filter((each) => only === '' || each.type === only);
  return (
    <section className="panel">
      <h2>{t('archive.timeline')}</h2>
      {archive.timeline.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('archive.noTimeline')} />}
      {names.length > 1 && (
        <div className="archive-filter screen">
          <Segmented
            aria-label={t('archive.filter')}
            value={only}
            onChange={setOnly}
            options={[
              { value: '', label: t('common.all') },
              ...names.map((name) => ({ value: name, label: say(typeByName(name)?.label ?? { zh: name, en: name }) })),
            ]}
          />
        </div>
      )}
      <Timeline
        items={shown.map((each) => {
          const type = typeByName(each.type);
          return {
            key: `${each.type}${each.id}${each.version}`,
            color: each.verb.endsWith('.escalate') ? 'red' : 'blue',
            content: (
              <div>
                <div className="row muted">
                  <time dateTime={each.at} className="number">
                    {formatMoment(each.at)}
                  </time>
                  {type !== undefined && <span>{say(type.label)}</span>}
                  <ProofLink type={each.type} id={each.id} version={each.version} />
                </div>
                <strong>{say(verbLabel(each.verb))}</strong>{' '}
                {type === undefined ? (
                  each.title
                ) : (
                  <Link className="inline-link" to={`/${type.plural}/${each.id}`}>
                    {each.title}
                  </Link>
                )}
              </div>
            ),
          };
        })}
      />
    </section>
  );
}

function ArchiveView({ archive }: { readonly archive: Archive }) {
  const { t, say } = useWords();
  const { enterprise, labels } = archive;
  const type = typeByName('enterprise');
  if (type === undefined) return null;
  const name = String(enterprise.name ?? enterprise.id.slice(0, 8));
  return (
    <>
      <PageHead
        title={name}
        beside={<StateTag type={type} state={enterprise.state} />}
        note={`${t('archive.title')} · ${String(enterprise.credit_code ?? '')}`}
        actions={
          <>
            <Button onClick={() => globalThis.print()}>{t('record.print')}</Button>
            <LinkButton to={`/enterprises/${enterprise.id}`}>
              {say(type.label)} · {t('record.actions')}
            </LinkButton>
          </>
        }
      />
      {(enterprise.department === null || enterprise.department === undefined) && (
        <Alert type="warning" showIcon title={t('archive.noDepartment')} />
      )}
      <div className="columns">
        <div className="stack">
          <section className="panel">
            <h2>{t('archive.facts')}</h2>
            <Facts type={type} row={enterprise} labels={labels} except={['name', 'place']} />
          </section>
          <Records archive={archive} />
          <ArchiveTimeline archive={archive} />
        </div>
        <div className="stack">
          <Place name={name} region={enterprise.region} position={positionOf(enterprise.place)} />
          <Papers
            title={t('archive.licences')}
            nothing={t('archive.noLicences')}
            typeName="licence"
            rows={archive.licences}
            fields={['number', 'issuer']}
            archive={archive}
          />
          <Papers
            title={t('archive.staff')}
            nothing={t('archive.noStaff')}
            typeName="safety-staff"
            rows={archive.staff}
            fields={['position', 'certificate']}
            archive={archive}
          />
          <section className="panel">
            <h2>{t('archive.ledger')}</h2>
            <p className="muted">{t('archive.ledgerHelp')}</p>
            <Link to={`/ledger?type=enterprise&id=${enterprise.id}&version=${enterprise.version}`}>
              {t('record.proofOf', { version: enterprise.version })}
            </Link>
          </section>
        </div>
      </div>
    </>
  );
}

/** 一企一档: everything the platform knows of one enterprise, on one page. */
export function ArchivePage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ['archive', id],
    queryFn: ({ signal }) => api.get<Archive>(`/v1/enterprises/${encodeURIComponent(id)}/archive`, {}, signal),
  });
  if (data === undefined) return error === null ? <Loading rows={12} /> : <LoadFailure error={error} retry={() => void refetch()} />;
  return <ArchiveView archive={data} />;
}
