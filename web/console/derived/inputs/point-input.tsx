import { AimOutlined } from '@ant-design/icons';
import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useWords } from '../../language/language.ts';
import { ariaOf, type InputProps } from './input-props.ts';

interface Partial {
  readonly longitude: number | null;
  readonly latitude: number | null;
}

function partialOf(value: unknown): Partial {
  if (typeof value !== 'object' || value === null) return { longitude: null, latitude: null };
  const longitude = 'longitude' in value && typeof value.longitude === 'number' ? value.longitude : null;
  const latitude = 'latitude' in value && typeof value.latitude === 'number' ? value.latitude : null;
  return { longitude, latitude };
}

/** WGS 84 degrees. Half a position is kept while it is being typed, and is refused like any other ill-formed value. */
export function PointInput(props: InputProps) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const point = partialOf(props.value);

  function change(next: Partial): void {
    props.onChange(next.longitude === null && next.latitude === null ? null : next);
  }

  function locate(): void {
    setAsking(true);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false);
        change({ longitude: Number(coords.longitude.toFixed(6)), latitude: Number(coords.latitude.toFixed(6)) });
      },
      () => setAsking(false),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  }

  const status = props.invalid ? { status: 'error' as const } : {};
  return (
    <div className="row">
      <InputNumber
        id={props.id}
        {...ariaOf(props)}
        aria-label={t('form.longitude')}
        prefix={t('form.longitude')}
        style={{ width: 190 }}
        value={point.longitude}
        disabled={props.disabled}
        onChange={(longitude) => change({ ...point, longitude })}
        {...status}
      />
      <InputNumber
        {...ariaOf(props)}
        aria-label={t('form.latitude')}
        prefix={t('form.latitude')}
        style={{ width: 190 }}
        value={point.latitude}
        disabled={props.disabled}
        onChange={(latitude) => change({ ...point, latitude })}
        {...status}
      />
      {'geolocation' in navigator && (
        <Button icon={<AimOutlined />} loading={asking} disabled={props.disabled} onClick={locate}>
          {t('form.here')}
        </Button>
      )}
    </div>
  );
}
