import { type AnyRecordType, anyRecord } from '#kernel/record/define.ts';
import { dataCorrection } from './net/data-correction/record.ts';
import { enterprise } from './net/enterprise/record.ts';
import { enterpriseClaim } from './net/enterprise-claim/record.ts';
import { licence } from './net/licence/record.ts';
import { safetyStaff } from './net/safety-staff/record.ts';
import { deadlineExtension } from './prevention/deadline-extension/record.ts';
import { hiddenDanger } from './prevention/hidden-danger/record.ts';
import { supervisionExtension } from './prevention/listed-supervision/extension/record.ts';
import { supervisionProgress } from './prevention/listed-supervision/progress/record.ts';
import { listedSupervision } from './prevention/listed-supervision/record.ts';
import { productionRestart } from './prevention/restart/record.ts';
import { crossInspection } from './reform/cross-inspection/record.ts';
import { implementingRule } from './reform/implementing-rule/record.ts';
import { inspectionAnswer } from './reform/inspection-answer/record.ts';
import { reformPaper } from './reform/paper/record.ts';
import { reformProgramme } from './reform/programme/record.ts';
import { taskReport } from './reform/report/record.ts';
import { reformTask } from './reform/task/record.ts';
import { leaderInstruction } from './responsibility/leader-instruction/record.ts';
import { officialDelivery } from './responsibility/official-delivery/record.ts';
import { officialNotice } from './responsibility/official-notice/record.ts';

/** Every record type of the platform. Adding one is adding a line here. */
export const catalogue: readonly AnyRecordType[] = [
  anyRecord(enterprise),
  anyRecord(enterpriseClaim),
  anyRecord(licence),
  anyRecord(safetyStaff),
  anyRecord(dataCorrection),
  anyRecord(hiddenDanger),
  anyRecord(deadlineExtension),
  anyRecord(listedSupervision),
  anyRecord(supervisionProgress),
  anyRecord(supervisionExtension),
  anyRecord(productionRestart),
  anyRecord(officialNotice),
  anyRecord(officialDelivery),
  anyRecord(leaderInstruction),
  anyRecord(reformProgramme),
  anyRecord(reformTask),
  anyRecord(taskReport),
  anyRecord(implementingRule),
  anyRecord(crossInspection),
  anyRecord(inspectionAnswer),
  anyRecord(reformPaper),
];
