import { Form } from 'antd';
import { useId } from 'react';
import type { Labels } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { type Errors, fieldsOf, isRequired, type Values } from './form-state.ts';
import { FieldInput } from './inputs/field-input.tsx';
import { type AnyAction, type AnyField, type AnyRecordType, fieldOf } from './types.ts';
import { isWide } from './wide.ts';

export interface AskedField {
  readonly name: string;
  readonly field: AnyField;
  readonly required: boolean;
}

interface Typed {
  readonly values: Values;
  readonly errors: Errors;
  readonly labels: Labels;
  readonly disabled: boolean;
  readonly onChange: (name: string, value: unknown) => void;
}

/** Inputs, each with its label, help and what is wrong with it, tied together for a screen reader. */
export function FieldsForm({ asked, values, errors, labels, disabled, onChange }: Typed & { readonly asked: readonly AskedField[] }) {
  const { t, say } = useWords();
  const prefix = useId();
  return (
    <div className="form-grid">
      {asked.map(({ name, field, required }) => {
        const id = `${prefix}${name}`;
        const wrong = errors[name] ?? [];
        const described = [wrong.length > 0 ? `${id}-error` : '', field.help === undefined ? '' : `${id}-help`].filter(Boolean).join(' ');
        const label = (
          <>
            {say(field.label)}
            {!required && <span className="muted">（{t('common.optional')}）</span>}
          </>
        );
        return (
          <Form.Item
            key={name}
            className={isWide(field) ? 'wide' : ''}
            htmlFor={id}
            required={required}
            label={label}
            {...(wrong.length > 0
              ? { validateStatus: 'error' as const, help: <span id={`${id}-error`}>{wrong.map(say).join('；')}</span> }
              : {})}
            {...(field.help === undefined ? {} : { extra: <span id={`${id}-help`}>{say(field.help)}</span> })}
          >
            <FieldInput
              id={id}
              field={field}
              value={values[name]}
              onChange={(value) => onChange(name, value)}
              labels={labels}
              describedBy={described === '' ? undefined : described}
              invalid={wrong.length > 0}
              required={required}
              disabled={disabled}
            />
          </Form.Item>
        );
      })}
    </div>
  );
}

/** The inputs of one act: what it fills first, then what it offers. */
export function RecordFields({ type, action, ...typed }: Typed & { readonly type: AnyRecordType; readonly action: AnyAction }) {
  const asked = fieldsOf(action).flatMap((name): AskedField[] => {
    const field = fieldOf(type, name);
    return field === undefined ? [] : [{ name, field, required: isRequired(action, name) }];
  });
  return <FieldsForm asked={asked} {...typed} />;
}
