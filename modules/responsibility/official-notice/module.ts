export { draftSupervisionNotice } from './effects.ts';
