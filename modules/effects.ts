import type { Effects } from '#kernel/effects/effect.ts';
import { takeRecordsAlong } from './net/enterprise/effects.ts';
import { appointApplicant, tellApplicant } from './net/enterprise-claim/effects.ts';
import { draftSupervisionNotice } from './responsibility/official-notice/module.ts';

/** What follows which act after its commit. */
export const effects: Effects = new Map([
  ['enterprise.merge', takeRecordsAlong],
  ['enterprise.move', takeRecordsAlong],
  ['enterprise-claim.grant', appointApplicant],
  ['enterprise-claim.refuse', tellApplicant],
  ['hidden-danger.escalate', draftSupervisionNotice],
  ['listed-supervision.escalate', draftSupervisionNotice],
  ['supervision-progress.escalate', draftSupervisionNotice],
  ['production-restart.escalate', draftSupervisionNotice],
  ['task-report.escalate', draftSupervisionNotice],
  ['implementing-rule.escalate', draftSupervisionNotice],
]);
