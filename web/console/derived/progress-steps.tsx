import { Steps } from 'antd';
import type { RecordRow } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { useNarrow } from '../shared/use-narrow.ts';
import { stepsOf } from './steps.ts';
import { type AnyRecordType, stateOf } from './types.ts';

interface Props {
  readonly type: AnyRecordType;
  readonly visited: readonly string[];
  readonly row: RecordRow;
}

/** Where the record stands on its way. A register, whose states are no way, shows none. */
export function ProgressSteps({ type, visited, row }: Props) {
  const { say } = useWords();
  const narrow = useNarrow();
  const steps = stepsOf(type, visited, row);
  if (steps.length < 2) return null;
  const current = steps.findIndex((step) => step.state === row.state);
  return (
    <Steps
      size="small"
      orientation={narrow ? 'vertical' : 'horizontal'}
      titlePlacement={narrow ? 'horizontal' : 'vertical'}
      current={current}
      items={steps.map((step) => ({
        key: step.state,
        title: say(stateOf(type, step.state)?.label ?? { zh: step.state, en: step.state }),
        status: step.status,
      }))}
    />
  );
}
