import { InputNumber } from 'antd';
import { useWords } from '../../language/language.ts';
import { formatMoney, parseMoney } from '../../shared/format.ts';
import { ariaOf, type FieldOfKind, type InputProps } from './input-props.ts';

export function NumberInput(props: InputProps<FieldOfKind<'integer' | 'decimal'>>) {
  const { say } = useWords();
  const { field, value, onChange } = props;
  return (
    <InputNumber
      id={props.id}
      {...ariaOf(props)}
      style={{ width: '100%' }}
      value={typeof value === 'number' ? value : null}
      onChange={(next) => onChange(typeof next === 'number' ? next : null)}
      disabled={props.disabled}
      {...(field.kind === 'integer' ? { precision: 0 } : {})}
      {...(field.unit === undefined ? {} : { suffix: say(field.unit) })}
      {...(props.invalid ? { status: 'error' as const } : {})}
    />
  );
}

/** Typed in yuan, kept in fen: the text is taken apart digit by digit and never becomes a fraction. */
export function MoneyInput(props: InputProps<FieldOfKind<'money'>>) {
  const { t } = useWords();
  const { value, onChange } = props;
  return (
    <InputNumber<string>
      id={props.id}
      {...ariaOf(props)}
      style={{ width: '100%' }}
      stringMode
      precision={2}
      value={typeof value === 'number' ? formatMoney(value).replaceAll(',', '') : null}
      onChange={(next) => onChange(next === null ? null : parseMoney(next))}
      disabled={props.disabled}
      suffix={t('form.yuan')}
      {...(props.invalid ? { status: 'error' as const } : {})}
    />
  );
}
