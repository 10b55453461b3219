import { useWords } from '../language/language.ts';
import { Mark, type Tone } from '../shared/mark.tsx';
import { type AnyRecordType, type AnyState, stateOf } from './types.ts';

const tones: Record<NonNullable<AnyState['tone']>, Tone> = {
  default: 'neutral',
  processing: 'info',
  warning: 'warning',
  error: 'alarm',
  success: 'good',
};

export function StateTag({ type, state }: { readonly type: AnyRecordType; readonly state: string }) {
  const { say } = useWords();
  const spec = stateOf(type, state);
  if (spec === undefined) return <Mark>{state}</Mark>;
  return <Mark tone={tones[spec.tone ?? (spec.owes === undefined ? 'default' : 'processing')]}>{say(spec.label)}</Mark>;
}
