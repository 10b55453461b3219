import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { fromWallClock, toWallClock } from '../../shared/format.ts';
import { ariaOf, type InputProps } from './input-props.ts';

/** A day. The picker's own value has a time zone and never leaves this file. */
export function DateInput(props: InputProps) {
  return (
    <DatePicker
      id={props.id}
      {...ariaOf(props)}
      style={{ width: '100%' }}
      value={typeof props.value === 'string' && props.value !== '' ? dayjs(props.value) : null}
      onChange={(next) => props.onChange(next === null ? null : next.format('YYYY-MM-DD'))}
      disabled={props.disabled}
      {...(props.invalid ? { status: 'error' as const } : {})}
    />
  );
}

/** A moment, shown and picked by the clock of the province. */
export function MomentInput(props: InputProps) {
  return (
    <DatePicker
      id={props.id}
      {...ariaOf(props)}
      style={{ width: '100%' }}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={typeof props.value === 'string' && props.value !== '' ? dayjs(toWallClock(props.value)) : null}
      onChange={(next) => props.onChange(next === null ? null : fromWallClock(next.format('YYYY-MM-DDTHH:mm:ss')))}
      disabled={props.disabled}
      {...(props.invalid ? { status: 'error' as const } : {})}
    />
  );
}
