import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Checkbox, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useId, useState } from 'react';
import type { Labels } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { useNarrow } from '../shared/use-narrow.ts';
import { ChooseInput } from './inputs/choose-input.tsx';
import { RegionCascader } from './inputs/region-input.tsx';
import { blank, type ListState } from './list-state.ts';
import { type AnyField, type AnyRecordType, fieldOf } from './types.ts';

interface ItemProps {
  readonly id: string;
  readonly name: string;
  readonly field: AnyField;
  readonly filters: ListState['filters'];
  readonly labels: Labels;
  readonly set: (changes: ListState['filters']) => void;
}

function RangeItem({ id, name, field, filters, set }: ItemProps) {
  const { say } = useWords();
  const from = filters[`${name}_from`] ?? '';
  const to = filters[`${name}_to`] ?? '';
  return (
    <DatePicker.RangePicker
      id={{ start: id, end: `${id}-to` }}
      aria-label={say(field.label)}
      style={{ width: '100%' }}
      allowEmpty={[true, true]}
      value={[from === '' ? null : dayjs(from), to === '' ? null : dayjs(to)]}
      onChange={(range) =>
        set({ [`${name}_from`]: range?.[0]?.format('YYYY-MM-DD') ?? '', [`${name}_to`]: range?.[1]?.format('YYYY-MM-DD') ?? '' })
      }
    />
  );
}

/** The condition on one field, by its kind. */
function FilterItem(props: ItemProps) {
  const { t, say } = useWords();
  const { id, name, field, filters, set, labels } = props;
  const value = filters[name] ?? '';
  switch (field.kind) {
    case 'choice':
    case 'choices':
    case 'flag': {
      const options =
        field.kind === 'flag'
          ? [
              { value: 'true', label: t('common.yes') },
              { value: 'false', label: t('common.no') },
            ]
          : Object.entries(field.options).map(([code, text]) => ({ value: code, label: say(text) }));
      return (
        <Select<string>
          id={id}
          style={{ width: '100%' }}
          allowClear
          placeholder={t('common.all')}
          options={options}
          showSearch={{ optionFilterProp: 'label' }}
          {...(value === '' ? {} : { value })}
          onChange={(next: string | undefined) => set({ [name]: next ?? '' })}
        />
      );
    }
    case 'date':
      return <RangeItem {...props} />;
    case 'ref':
    case 'person':
    case 'organisation':
      return (
        <ChooseInput
          id={id}
          field={field}
          value={value}
          onChange={(next) => set({ [name]: typeof next === 'string' ? next : '' })}
          labels={labels}
          describedBy={undefined}
          invalid={false}
          required={false}
          disabled={false}
        />
      );
    default:
      return <Input id={id} allowClear value={value} onChange={(event) => set({ [name]: event.target.value })} />;
  }
}

interface Typed {
  readonly type: AnyRecordType;
  readonly typed: ListState;
  readonly labels: Labels;
  /** How many of the type's own conditions are shown. */
  readonly shown: number;
  /** Region and lateness too. */
  readonly all: boolean;
  readonly setTyped: (change: (known: ListState) => ListState) => void;
}

function ownFilters(type: AnyRecordType): readonly string[] {
  return type.list.filters.filter((name) => name !== 'region' && fieldOf(type, name) !== undefined);
}

function Conditions({ type, typed, labels, shown, all, setTyped }: Typed) {
  const { t, say } = useWords();
  const prefix = useId();
  const owes = type.stateNames.some((each) => type.lifecycle.states[each]?.owes !== undefined);
  const set = (changes: ListState['filters']) => setTyped((known) => ({ ...known, filters: { ...known.filters, ...changes } }));
  return (
    <>
      {ownFilters(type)
        .slice(0, shown)
        .map((name, index) => {
          const field = fieldOf(type, name);
          if (field === undefined) return null;
          const id = `${prefix}${name}`;
          return (
            <div key={name} className="query-item" data-search={index === 0 ? '' : undefined}>
              <label htmlFor={id}>{say(field.label)}</label>
              <FilterItem id={id} name={name} field={field} filters={typed.filters} labels={labels} set={set} />
            </div>
          );
        })}
      {all && (
        <div className="query-item">
          <label htmlFor={`${prefix}region`}>{t('record.region')}</label>
          <RegionCascader
            id={`${prefix}region`}
            value={typed.region}
            onChange={(region) => setTyped((known) => ({ ...known, region }))}
            labels={labels}
            placeholder={t('common.all')}
          />
        </div>
      )}
      {all && owes && (
        <div className="query-item query-check">
          <Checkbox checked={typed.overdue} onChange={(event) => setTyped((known) => ({ ...known, overdue: event.target.checked }))}>
            {t('record.overdue')}
          </Checkbox>
        </div>
      )}
    </>
  );
}

/** Whether a condition that would be folded away is set. */
function hidesOne(type: AnyRecordType, state: ListState, first: number, narrow: boolean): boolean {
  const folded = ownFilters(type).slice(first);
  const set = Object.keys(state.filters).some((key) => folded.includes(key) || folded.includes(key.replace(/_(from|to)$/, '')));
  return set || (narrow && (state.region !== '' || state.overdue));
}

interface Props {
  readonly type: AnyRecordType;
  readonly state: ListState;
  readonly labels: Labels;
  readonly onQuery: (state: ListState) => void;
}

/** The query form above a list. Conditions take effect together, by 查询 or Enter. The first ones stand open, the rest unfolds. */
export function Filters({ type, state, labels, onQuery }: Props) {
  const { t } = useWords();
  const narrow = useNarrow();
  const [typed, setTyped] = useState(state);
  const first = narrow ? 1 : 3;
  const [open, setOpen] = useState(() => hidesOne(type, state, first, narrow));
  const folds = ownFilters(type).length > first || narrow;

  function submit(event: React.FormEvent): void {
    event.preventDefault();
    onQuery({ ...typed, cursor: '' });
  }

  function reset(): void {
    const cleared = { ...blank, states: state.states, limit: state.limit };
    setTyped(cleared);
    onQuery(cleared);
  }

  return (
    <search className="panel screen" aria-label={t('common.query')}>
      <form className="query-form" onSubmit={submit}>
        <Conditions type={type} typed={typed} labels={labels} shown={open ? 99 : first} all={!narrow || open} setTyped={setTyped} />
        <div className="query-buttons">
          {folds && (
            <Button
              type="link"
              aria-expanded={open}
              icon={open ? <UpOutlined /> : <DownOutlined />}
              iconPlacement="end"
              onClick={() => setOpen(!open)}
            >
              {open ? t('common.less') : t('common.more')}
            </Button>
          )}
          <Button onClick={reset}>{t('common.reset')}</Button>
          <Button type="primary" htmlType="submit">
            {t('common.query')}
          </Button>
        </div>
      </form>
    </search>
  );
}
