import { useQuery } from '@tanstack/react-query';
import { Breadcrumb, Button } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { codeOf, isWithin } from '#kernel/scope/region-path.ts';
import { api } from '#web/api/client.ts';
import type { MapAnswer, StateCounts, Text } from '#web/api/types.ts';
import { openCount, openStates } from '../../derived/open-counts.ts';
import { type AnyRecordType, stateOf, typeByName } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { type Shapes, shadeOf, shapesQuery } from '../../map/shapes.ts';
import { useSession } from '../../session/session.tsx';
import { formatNumber } from '../../shared/format.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import './map.css';

const RegionMap = lazy(async () => ({ default: (await import('../../map/region-map.tsx')).RegionMap }));

/** What stands behind an open count: `整改中 12 · 待复查 3`. */
function statesText(type: AnyRecordType, counts: StateCounts, say: (text: Text) => string): string {
  return openStates(type)
    .flatMap((state) =>
      counts[state] === undefined || counts[state] === 0
        ? []
        : [`${say(stateOf(type, state)?.label ?? { zh: state, en: state })} ${counts[state]}`],
    )
    .join(' · ');
}

interface ListProps {
  readonly type: AnyRecordType;
  readonly answer: MapAnswer;
  readonly onEnter: (path: string) => void;
}

/** The same as the map in rows: for the keyboard, for the screen reader, for whoever wants the numbers. */
function AreaList({ type, answer, onEnter }: ListProps) {
  const { t, say, language } = useWords();
  const rows = answer.children.map((child) => ({ child, open: openCount(type.name, child.counts) })).sort((a, b) => b.open - a.open);
  const lowest = answer.region.path.split('.').length >= 4;
  return (
    <section className="panel" aria-labelledby="areas">
      <h2 id="areas">{t('map.list')}</h2>
      {rows.length === 0 && <p className="muted">{t('map.last')}</p>}
      <ul className="plain areas">
        {rows.map(({ child, open }) => (
          <li key={child.code} className="area">
            <div className="grow">
              {lowest ? (
                say(child.name)
              ) : (
                <Button
                  type="link"
                  size="small"
                  className="area-enter"
                  onClick={() => onEnter(child.path)}
                  aria-label={t('map.into', { name: say(child.name) })}
                >
                  {say(child.name)}
                </Button>
              )}
              <div className="muted area-states">{statesText(type, child.counts, say)}</div>
            </div>
            <Link
              className="number"
              to={`/${type.plural}?region=${child.path}&state=${openStates(type).join(',')}`}
              aria-label={`${say(child.name)}：${t('map.open')} ${open}，${t('map.records')}`}
            >
              {t('map.open')} {formatNumber(open, language)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useCrumbs(path: string, shapes: Shapes | undefined, answer: MapAnswer | undefined, root: string, enter: (path: string) => void) {
  const { say } = useWords();
  const names = new Map(
    shapes?.features.map((shape) => [shape.properties.code, { zh: shape.properties.name_zh, en: shape.properties.name_en }]),
  );
  const parts = path.split('.');
  const steps = parts.map((_, index) => parts.slice(0, index + 1).join('.')).filter((step) => step.length >= root.length);
  return steps.map((step, index) => {
    const last = index === steps.length - 1;
    const name = names.get(codeOf(step)) ?? (last && answer !== undefined ? answer.region.name : { zh: codeOf(step), en: codeOf(step) });
    return {
      key: step,
      title: last ? (
        <span aria-current="page">{say(name)}</span>
      ) : (
        <Button type="link" size="small" className="area-enter" onClick={() => enter(step)}>
          {say(name)}
        </Button>
      ),
    };
  });
}

export function MapPage() {
  const { t, say } = useWords();
  const { post } = useSession();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('region') ?? post.region;
  const path = isWithin(asked, post.region) ? asked : post.region;
  const { data: shapes } = useQuery(shapesQuery);
  const { data, error, refetch } = useQuery({
    queryKey: ['map', path],
    queryFn: ({ signal }) => api.get<MapAnswer>('/v1/map', { region: codeOf(path), type: 'hidden-danger' }, signal),
    placeholderData: (before) => before,
  });
  const enter = (next: string) => setSearch(next === post.region ? {} : { region: next });
  const type = typeByName('hidden-danger');
  const crumbs = useCrumbs(path, shapes, data, post.region, enter);
  const areas = useMemo(() => {
    const most = Math.max(0, ...(data?.children ?? []).map((child) => openCount('hidden-danger', child.counts)));
    return (data?.children ?? []).map((child) => ({
      code: child.code,
      name: say(child.name),
      point: child.longitude === null || child.latitude === null ? null : ([child.longitude, child.latitude] as const),
      colour: shadeOf(openCount('hidden-danger', child.counts), most),
    }));
  }, [data, say]);
  return (
    <>
      <PageHead
        title={t('nav.map')}
        beside={<span className="muted">{t('map.schematic')}</span>}
        note={shapes?.approval_number ?? t('map.schematicHelp')}
      />
      <Breadcrumb items={crumbs} />
      {error !== null && data === undefined && <LoadFailure error={error} retry={() => void refetch()} />}
      {data === undefined || shapes === undefined ? (
        error === null && <Loading rows={12} />
      ) : (
        <div className="map-columns">
          <Suspense fallback={<Loading rows={12} />}>
            <RegionMap
              shapes={shapes}
              within={data.region.code}
              areas={areas}
              onEnter={(code) => {
                const child = data.children.find((each) => each.code === code);
                if (child !== undefined && data.region.path.split('.').length < 4) enter(child.path);
              }}
            />
          </Suspense>
          {type !== undefined && <AreaList type={type} answer={data} onEnter={enter} />}
        </div>
      )}
    </>
  );
}
