import { Button, Tooltip } from 'antd';
import { useId } from 'react';
import type { ActionAnswer } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import type { AnyAction, AnyRecordType } from './types.ts';

interface Props {
  readonly type: AnyRecordType;
  readonly answers: readonly ActionAnswer[];
  readonly onAct: (name: string, action: AnyAction) => void;
}

/** An act that is refused stays in reach: it can be focused, it says why, and it does nothing. */
function Refused({ label, answer }: { readonly label: string; readonly answer: ActionAnswer }) {
  const { t, say } = useWords();
  const id = useId();
  const reason = answer.refusals.map((each) => `${say(each.text)}${each.source === undefined ? '' : `（${each.source}）`}`).join('；');
  return (
    <>
      <Tooltip title={reason} trigger={['hover', 'focus', 'click']}>
        <Button className="action-refused" aria-disabled="true" aria-describedby={id}>
          {label}
        </Button>
      </Tooltip>
      <span id={id} hidden>
        {t('record.refused')}
        {reason}
      </span>
    </>
  );
}

/** What this post may do with a record now; what it may not do now comes after, with the reason. */
export function ActionBar({ type, answers, onAct }: Props) {
  const { t, say } = useWords();
  const known = answers.flatMap((answer) => {
    const action = type.lifecycle.actions[answer.name];
    return action === undefined ? [] : [{ answer, action }];
  });
  const allowed = known.filter(({ answer }) => answer.allowed);
  const refused = known.filter(({ answer }) => !answer.allowed);
  if (known.length === 0) return <span className="muted">{t('record.noActions')}</span>;
  return (
    <fieldset className="action-bar">
      <legend className="unseen">{t('record.actions')}</legend>
      {allowed.map(({ answer, action }, index) => (
        <Button
          key={answer.name}
          type={index === 0 ? 'primary' : 'default'}
          onClick={() => onAct(answer.name, action)}
          aria-haspopup="dialog"
        >
          {say(action.label)}
        </Button>
      ))}
      {refused.map(({ answer, action }) => (
        <Refused key={answer.name} label={say(action.label)} answer={answer} />
      ))}
    </fieldset>
  );
}
