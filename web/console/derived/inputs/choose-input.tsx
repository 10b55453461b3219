import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { api } from '#web/api/client.ts';
import type { Organisation, Page, PersonView, RecordDetail } from '#web/api/types.ts';
import { useWords } from '../../language/language.ts';
import { typeByName } from '../types.ts';
import { ariaOf, type FieldOfKind, type InputProps, textOf } from './input-props.ts';

type Kind = 'ref' | 'person' | 'organisation';

interface Found {
  readonly value: string;
  readonly label: string;
}

/** Looks for what the value may point to, by name or code. */
async function find(field: FieldOfKind<Kind>, q: string, language: 'zh' | 'en', signal: AbortSignal): Promise<readonly Found[]> {
  if (field.kind === 'organisation') {
    const { items } = await api.get<{ items: readonly Organisation[] }>('/v1/organisations', { q, limit: 20 }, signal);
    return items.map((each) => ({ value: each.code, label: language === 'zh' ? each.name_zh : each.name_en }));
  }
  if (field.kind === 'person') {
    const { items } = await api.get<{ items: readonly PersonView[] }>('/v1/people', { q, limit: 20 }, signal);
    return items.map((each) => ({ value: each.id, label: each.name }));
  }
  const type = typeByName(field.to);
  if (type === undefined) return [];
  const { items } = await api.get<Page>(`/v1/${type.plural}`, { [type.title]: q, limit: 20 }, signal);
  return items.map((row) => ({ value: row.id, label: String(row[type.title] ?? row.id) }));
}

/** The name of a value that came without one: from a draft, from the address. */
async function nameOf(field: FieldOfKind<Kind>, value: string, language: 'zh' | 'en', signal: AbortSignal): Promise<string> {
  const id = encodeURIComponent(value);
  if (field.kind === 'organisation') {
    const { row } = await api.get<{ row: Organisation }>(`/v1/organisations/${id}`, {}, signal);
    return language === 'zh' ? row.name_zh : row.name_en;
  }
  if (field.kind === 'person') return (await api.get<PersonView>(`/v1/people/${id}`, {}, signal)).name;
  const type = typeByName(field.to);
  if (type === undefined) return value;
  const { row } = await api.get<RecordDetail>(`/v1/${type.plural}/${id}`, {}, signal);
  return String(row[type.title] ?? value);
}

/** What was found, with what is chosen among it. */
function known(value: string, label: string, found: readonly Found[]): readonly Found[] {
  return value === '' || found.some((each) => each.value === value) ? found : [{ value, label }, ...found];
}

/** Chooses a record, a person or an organisation by typing part of its name. */
export function ChooseInput(props: InputProps<FieldOfKind<Kind>>) {
  const { t, language } = useWords();
  const { field } = props;
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const q = useDeferredValue(typed);
  const { data = [], isFetching } = useQuery({
    queryKey: ['choose', field.kind, field.kind === 'ref' ? field.to : '', q, language],
    queryFn: ({ signal }) => find(field, q, language, signal),
    enabled: open,
    staleTime: 30_000,
    placeholderData: (before) => before,
  });
  // What was chosen keeps its name when the list has moved on.
  const [chosen, setChosen] = useState<Found | null>(null);
  const value = textOf(props.value);
  const named = chosen?.value === value ? chosen.label : props.labels[value]?.[language];
  const { data: looked } = useQuery({
    queryKey: ['name', field.kind, value, language],
    queryFn: ({ signal }) => nameOf(field, value, language, signal),
    enabled: value !== '' && named === undefined,
    staleTime: 60_000,
    retry: false,
  });
  const options = known(value, named ?? looked ?? value, data);
  return (
    <Select<string, Found>
      id={props.id}
      {...ariaOf(props)}
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      loading={isFetching}
      disabled={props.disabled}
      placeholder={t('form.typeToSearch')}
      notFoundContent={isFetching ? t('common.loading') : t('form.noMatch')}
      options={[...options]}
      {...(value === '' ? {} : { value })}
      {...(props.invalid ? { status: 'error' as const } : {})}
      onOpenChange={setOpen}
      onChange={(next: string | undefined) => {
        setChosen(options.find((each) => each.value === next) ?? null);
        setTyped('');
        props.onChange(next ?? null);
      }}
    />
  );
}
