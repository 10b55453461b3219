import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { useWords } from '../../language/language.ts';
import { shapesQuery } from '../../map/shapes.ts';
import { Loading } from '../../shared/loading.tsx';

const RegionMap = lazy(async () => ({ default: (await import('../../map/region-map.tsx')).RegionMap }));

export interface Position {
  readonly longitude: number;
  readonly latitude: number;
}

export function positionOf(value: unknown): Position | null {
  if (typeof value !== 'object' || value === null || !('longitude' in value) || !('latitude' in value)) return null;
  const { longitude, latitude } = value;
  return typeof longitude === 'number' && typeof latitude === 'number' ? { longitude, latitude } : null;
}

/** Where it stands, inside its county as the schematic has it. */
export function Place({ name, region, position }: { readonly name: string; readonly region: string; readonly position: Position | null }) {
  const { t } = useWords();
  const { data: shapes } = useQuery(shapesQuery);
  const county = region.split('.')[2] ?? region.split('.').at(-1) ?? '';
  const areas = useMemo(
    () => (position === null ? [] : [{ code: 'place', name, point: [position.longitude, position.latitude] as const, colour: '#2c6284' }]),
    [position, name],
  );
  return (
    <section className="panel" aria-labelledby="place">
      <h2 id="place">{t('archive.place')}</h2>
      {position === null ? (
        <p className="muted">{t('archive.noPlace')}</p>
      ) : (
        <div className="stack" style={{ gap: 8 }}>
          <div className="small-map">
            {shapes === undefined ? (
              <Loading rows={4} />
            ) : (
              <Suspense fallback={<Loading rows={4} />}>
                <RegionMap shapes={shapes} within={county} areas={areas} />
              </Suspense>
            )}
          </div>
          <span className="number muted">
            {position.longitude.toFixed(5)}, {position.latitude.toFixed(5)} (WGS 84)
          </span>
        </div>
      )}
    </section>
  );
}
