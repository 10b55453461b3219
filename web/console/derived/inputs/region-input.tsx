import { useQueryClient } from '@tanstack/react-query';
import { Cascader } from 'antd';
import { useEffect, useState } from 'react';
import { codeOf } from '#kernel/scope/region-path.ts';
import type { Text } from '#kernel/text.ts';
import { regionQuery, regionsQuery } from '#web/api/queries.ts';
import type { Labels, Region } from '#web/api/types.ts';
import { useWords } from '../../language/language.ts';
import { useSession } from '../../session/session.tsx';

interface Option {
  readonly value: string;
  readonly name: Text;
  readonly label: string;
  readonly isLeaf: boolean;
  readonly children?: Option[];
}

function optionOf(region: Region): Option {
  return { value: region.path, name: { zh: region.name_zh, en: region.name_en }, label: region.name_zh, isLeaf: !region.has_children };
}

function insert(options: readonly Option[], parent: string, children: Option[]): Option[] {
  return options.map((option) => {
    if (option.value === parent) return { ...option, children };
    return option.children === undefined || !parent.startsWith(`${option.value}.`)
      ? option
      : { ...option, children: insert(option.children, parent, children) };
  });
}

function translated(options: readonly Option[], say: (text: Text) => string): Option[] {
  return options.map((option) => ({
    ...option,
    label: say(option.name),
    ...(option.children === undefined ? {} : { children: translated(option.children, say) }),
  }));
}

/** The regions on the way to `path`, from the first level that the options hold: `['220000', '220000.220100']`. */
export function pathSteps(path: string, roots: readonly string[]): string[] {
  const parts = path.split('.');
  const steps = parts.map((_, index) => parts.slice(0, index + 1).join('.'));
  const first = steps.findIndex((step) => roots.includes(step));
  return first === -1 ? steps : steps.slice(first);
}

interface Props {
  readonly id?: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
  readonly labels: Labels;
  readonly disabled?: boolean;
  readonly status?: 'error';
  readonly aria?: Record<string, unknown>;
  readonly placeholder?: string;
}

/** From the post's own region down to the village: each level is fetched when it is opened. The value is the region's path. */
export function RegionCascader({ id, value, onChange, labels, disabled, status, aria, placeholder }: Props) {
  const { t, language, say } = useWords();
  const client = useQueryClient();
  const { post } = useSession();
  const [options, setOptions] = useState<readonly Option[]>([]);

  useEffect(() => {
    let wanted = true;
    client
      .fetchQuery(regionQuery(codeOf(post.region)))
      .then(({ row }) => {
        if (wanted) setOptions((known) => (known.length > 0 ? known : [optionOf(row)]));
      })
      .catch(() => undefined); // an empty list is shown; opening it asks again
    return () => {
      wanted = false;
    };
  }, [client, post.region]);

  async function open(selected: readonly Option[]): Promise<void> {
    const parent = selected.at(-1);
    if (parent === undefined) return;
    const { items } = await client.fetchQuery(regionsQuery(codeOf(parent.value)));
    setOptions((known) => insert(known, parent.value, items.map(optionOf)));
  }

  const steps =
    value === ''
      ? []
      : pathSteps(
          value,
          options.map((option) => option.value),
        );
  return (
    <Cascader
      {...(id === undefined ? {} : { id })}
      {...aria}
      style={{ width: '100%' }}
      options={translated(options, say)}
      value={steps}
      changeOnSelect
      allowClear
      disabled={disabled === true}
      {...(status === undefined ? {} : { status })}
      placeholder={placeholder ?? t('common.choose')}
      loadData={(selected) => void open(selected)}
      onChange={(next) => onChange(String(next?.at(-1) ?? ''))}
      displayRender={(names, selected) =>
        names
          .map((name, index) => {
            const path = steps[index] ?? '';
            return selected?.[index] === undefined ? (labels[path]?.[language] ?? String(name)) : String(name);
          })
          .join(' / ')
      }
      // The combobox names its list by this id and nothing bears it.
      popupRender={(menus) => <div id={id === undefined ? undefined : `${id}_list`}>{menus}</div>}
      classNames={{ popup: { root: 'region-popup' } }}
    />
  );
}
