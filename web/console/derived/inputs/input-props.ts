import type { Labels } from '#web/api/types.ts';
import type { AnyField } from '../types.ts';

/** What every input gets. A value is always in the form in which it travels: a day as text, money in fen, a region as a path. */
export interface InputProps<F extends AnyField = AnyField> {
  readonly id: string;
  readonly field: F;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** Names of the codes and ids that the value may hold already. */
  readonly labels: Labels;
  /** Ids of the help and error texts that belong to it. */
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
  readonly disabled: boolean;
}

export type FieldOfKind<K extends AnyField['kind']> = Extract<AnyField, { kind: K }>;

/** What a screen reader is told about an input, in the attributes that all of antd's inputs pass on. */
export function ariaOf(props: Pick<InputProps, 'describedBy' | 'invalid' | 'required'>) {
  return {
    'aria-invalid': props.invalid,
    'aria-required': props.required,
    ...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy }),
  };
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
