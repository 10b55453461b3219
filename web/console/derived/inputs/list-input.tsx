import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '../../language/language.ts';
import type { FieldOfKind, InputProps } from './input-props.ts';

type Line = Readonly<Record<string, unknown>>;

function linesOf(value: unknown): readonly Line[] {
  return Array.isArray(value) ? value.filter((each): each is Line => typeof each === 'object' && each !== null) : [];
}

type Props = InputProps<FieldOfKind<'list'>> & {
  /** The input of one cell. */
  readonly cell: (props: InputProps) => React.ReactNode;
};

/** Rows of a small table inside a record: measures, funds, people. */
export function ListInput(props: Props) {
  const { t, say } = useWords();
  const { id, field, onChange, labels, disabled } = props;
  const lines = linesOf(props.value);

  function change(at: number, name: string, value: unknown): void {
    onChange(lines.map((line, index) => (index === at ? { ...line, [name]: value } : line)));
  }

  return (
    <fieldset className="list-input" aria-describedby={props.describedBy}>
      <legend className="unseen">{say(field.label)}</legend>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity, and lines keep their order
        <div key={at} className="list-line">
          <div className="row between">
            <span className="muted">{t('form.row', { row: at + 1 })}</span>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              disabled={disabled}
              aria-label={`${t('common.remove')} ${t('form.row', { row: at + 1 })}`}
              onClick={() => onChange(lines.filter((_, index) => index !== at))}
            />
          </div>
          <div className="form-grid">
            {Object.entries(field.items).map(([name, item]) => (
              <div key={name} className="list-cell">
                <label htmlFor={`${id}-${at}-${name}`}>{say(item.label)}</label>
                {props.cell({
                  id: `${id}-${at}-${name}`,
                  field: item,
                  value: line[name],
                  onChange: (value) => change(at, name, value),
                  labels,
                  describedBy: undefined,
                  invalid: false,
                  required: false,
                  disabled,
                })}
              </div>
            ))}
          </div>
        </div>
      ))}
      <Button
        id={id}
        icon={<PlusOutlined />}
        disabled={disabled || lines.length >= field.most}
        danger={props.invalid}
        onClick={() => onChange([...lines, {}])}
      >
        {t('common.add')}
      </Button>
    </fieldset>
  );
}
