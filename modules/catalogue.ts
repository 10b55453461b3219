import { type AnyRecordType, anyRecord } from '#kernel/record/define.ts';
import { enterprise } from './net/enterprise/record.ts';
import { enterpriseClaim } from './net/enterprise-claim/record.ts';
import { licence } from './net/licence/record.ts';
import { safetyStaff } from './net/safety-staff/record.ts';
import { deadlineExtension } from './prevention/deadline-extension/record.ts';
import { hiddenDanger } from './prevention/hidden-danger/record.ts';

/** Every record type of the platform. Adding one is adding a line here. */
export const catalogue: readonly AnyRecordType[] = [
  anyRecord(enterprise),
  anyRecord(enterpriseClaim),
  anyRecord(licence),
  anyRecord(safetyStaff),
  anyRecord(hiddenDanger),
  anyRecord(deadlineExtension),
];
