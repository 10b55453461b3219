import type { Detail } from '#kernel/problem/problem.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { AnyField, Fields } from '#kernel/record/field.ts';
import { roles } from '#kernel/scope/roles.ts';
import type { Text } from '#kernel/text.ts';
import type { Environment } from './decision.ts';
import type { ActionSpec, Row, Rule } from './table.ts';

export function noSuchAction(name: string): Detail {
  return { code: 'no-such-action', text: { zh: `没有“${name}”这项操作`, en: `There is no action "${name}"` } };
}

export function wrongState(type: AnyRecordType, row: Row<Fields> | null, action: ActionSpec<Fields, string>): Detail | null {
  if (row === null) {
    return action.from === null
      ? null
      : { code: 'no-record', text: { zh: '这项操作须针对已有记录', en: 'This act needs an existing record' } };
  }
  if (action.from === null) return { code: 'exists', text: { zh: '记录已经建立', en: 'The record exists already' } };
  if (action.from.includes(row.state)) return null;
  const now = type.lifecycle.states[row.state]?.label;
  return {
    code: 'wrong-state',
    text: {
      zh: `当前状态为“${now?.zh ?? row.state}”，不能办理“${action.label.zh}”`,
      en: `It is "${now?.en ?? row.state}" now, so "${action.label.en}" is not possible`,
    },
  };
}

export function notPermitted(action: ActionSpec<Fields, string>, environment: Environment, unseen: boolean): Detail | null {
  if (action.consequence === true) {
    return environment.consequence
      ? null
      : { code: 'consequence', text: { zh: '只能由其他操作带动', en: 'Only another act can bring this about' } };
  }
  if (environment.consequence) return null;
  if (unseen) return outsideScope;
  if (action.by.some((role) => environment.actor.roles.includes(role))) return null;
  const zh = action.by.map((role) => roles[role].zh).join('、');
  const en = action.by.map((role) => roles[role].en).join(', ');
  return { code: 'not-permitted', text: { zh: `“${action.label.zh}”由${zh}办理`, en: `"${action.label.en}" is for: ${en}` } };
}

export const outsideScope: Detail = {
  code: 'outside-scope',
  text: { zh: '不在您的管辖范围内', en: 'Outside your area' },
};

export function missing(name: string, field: AnyField): Detail {
  return { code: 'missing', field: name, text: { zh: `请填写“${field.label.zh}”`, en: `${field.label.en} is required` } };
}

export function unexpected(name: string): Detail {
  return { code: 'unexpected', field: name, text: { zh: '这项操作不接受此内容', en: 'This act does not take this' } };
}

export function illFormed(name: string, text: Text): Detail {
  return { code: 'ill-formed', field: name, text };
}

export function brokenRule<F extends Fields>(rule: Rule<F>): Detail {
  return {
    code: rule.name,
    text: rule.text,
    ...(rule.field === undefined ? {} : { field: rule.field }),
    ...(rule.source === undefined ? {} : { source: rule.source }),
  };
}
