import { Input, Radio, Select } from 'antd';
import { useWords } from '../../language/language.ts';
import { ChooseInput } from './choose-input.tsx';
import { DateInput, MomentInput } from './date-input.tsx';
import { FilesInput } from './files-input.tsx';
import { ariaOf, type FieldOfKind, type InputProps, textOf } from './input-props.ts';
import { ListInput } from './list-input.tsx';
import { MoneyInput, NumberInput } from './number-input.tsx';
import { PointInput } from './point-input.tsx';
import { RegionCascader } from './region-input.tsx';

function TextInput(props: InputProps<FieldOfKind<'text' | 'code' | 'phone'>>) {
  const { field } = props;
  return (
    <Input
      id={props.id}
      {...ariaOf(props)}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(event.target.value)}
      disabled={props.disabled}
      autoComplete="off"
      {...(field.kind === 'phone' ? { inputMode: 'tel' as const, maxLength: 20 } : { maxLength: field.max + 20 })}
      {...(field.kind === 'code' ? { spellCheck: false, className: 'number' } : {})}
      {...(props.invalid ? { status: 'error' as const } : {})}
    />
  );
}

function LongTextInput(props: InputProps<FieldOfKind<'long-text'>>) {
  return (
    <Input.TextArea
      id={props.id}
      {...ariaOf(props)}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(event.target.value)}
      disabled={props.disabled}
      autoSize={{ minRows: 3, maxRows: 10 }}
      showCount
      maxLength={props.field.max}
      {...(props.invalid ? { status: 'error' as const } : {})}
    />
  );
}

/** Up to four short options are laid open; more go into a list. */
function ChoiceInput(props: InputProps<FieldOfKind<'choice'>>) {
  const { t, say } = useWords();
  const options = Object.entries(props.field.options).map(([value, text]) => ({ value, label: say(text) }));
  if (options.length <= 4) {
    return (
      <Radio.Group
        id={props.id}
        {...ariaOf(props)}
        aria-label={say(props.field.label)}
        options={options}
        value={props.value ?? null}
        onChange={(event) => props.onChange(event.target.value)}
        disabled={props.disabled}
      />
    );
  }
  return (
    <Select<string>
      id={props.id}
      {...ariaOf(props)}
      style={{ width: '100%' }}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={!props.required}
      placeholder={t('common.choose')}
      {...(textOf(props.value) === '' ? {} : { value: textOf(props.value) })}
      onChange={(next: string | undefined) => props.onChange(next ?? null)}
      disabled={props.disabled}
      {...(props.invalid ? { status: 'error' as const } : {})}
    />
  );
}

function ChoicesInput(props: InputProps<FieldOfKind<'choices'>>) {
  const { t, say } = useWords();
  return (
    <Select<string[]>
      id={props.id}
      {...ariaOf(props)}
      mode="multiple"
      style={{ width: '100%' }}
      options={Object.entries(props.field.options).map(([value, text]) => ({ value, label: say(text) }))}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('common.choose')}
      value={Array.isArray(props.value) ? props.value.map(String) : []}
      onChange={(next) => props.onChange(next)}
      disabled={props.disabled}
      {...(props.invalid ? { status: 'error' as const } : {})}
    />
  );
}

function FlagInput(props: InputProps) {
  const { t, say } = useWords();
  return (
    <Radio.Group
      id={props.id}
      {...ariaOf(props)}
      aria-label={say(props.field.label)}
      options={[
        { value: true, label: t('common.yes') },
        { value: false, label: t('common.no') },
      ]}
      value={props.value ?? null}
      onChange={(event) => props.onChange(event.target.value)}
      disabled={props.disabled}
    />
  );
}

/** The input of a field's kind. Adding a kind to the kernel does not compile until it has one here. */
export function FieldInput({ field, ...rest }: InputProps): React.ReactNode {
  switch (field.kind) {
    case 'text':
    case 'code':
    case 'phone':
      return <TextInput field={field} {...rest} />;
    case 'long-text':
      return <LongTextInput field={field} {...rest} />;
    case 'choice':
      return <ChoiceInput field={field} {...rest} />;
    case 'choices':
      return <ChoicesInput field={field} {...rest} />;
    case 'flag':
      return <FlagInput field={field} {...rest} />;
    case 'integer':
    case 'decimal':
      return <NumberInput field={field} {...rest} />;
    case 'money':
      return <MoneyInput field={field} {...rest} />;
    case 'date':
      return <DateInput field={field} {...rest} />;
    case 'moment':
      return <MomentInput field={field} {...rest} />;
    case 'ref':
    case 'person':
    case 'organisation':
      return <ChooseInput field={field} {...rest} />;
    case 'region':
      return (
        <RegionCascader
          id={rest.id}
          value={textOf(rest.value)}
          onChange={(path) => rest.onChange(path === '' ? null : path)}
          labels={rest.labels}
          disabled={rest.disabled}
          aria={ariaOf(rest)}
          {...(rest.invalid ? { status: 'error' as const } : {})}
        />
      );
    case 'files':
      return <FilesInput field={field} {...rest} />;
    case 'point':
      return <PointInput field={field} {...rest} />;
    case 'list':
      return <ListInput field={field} {...rest} cell={(cell) => <FieldInput {...cell} />} />;
  }
}
