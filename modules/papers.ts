import { type OfferedPapers, paperRegister } from '#kernel/documents/offer.ts';
import { enterprisePapers } from './net/enterprise/papers.ts';
import { deadlineExtensionPapers } from './prevention/deadline-extension/papers.ts';
import { hiddenDangerPapers } from './prevention/hidden-danger/papers.ts';
import { supervisionExtensionPapers } from './prevention/listed-supervision/extension/papers.ts';
import { listedSupervisionPapers } from './prevention/listed-supervision/papers.ts';
import { productionRestartPapers } from './prevention/restart/papers.ts';
import { reformPaperPapers } from './reform/paper/papers.ts';
import { leaderInstructionPapers } from './responsibility/leader-instruction/papers.ts';
import { officialDeliveryPapers } from './responsibility/official-delivery/papers.ts';
import { officialNoticePapers } from './responsibility/official-notice/papers.ts';

const all: readonly OfferedPapers[] = [
  enterprisePapers,
  deadlineExtensionPapers,
  hiddenDangerPapers,
  supervisionExtensionPapers,
  listedSupervisionPapers,
  productionRestartPapers,
  leaderInstructionPapers,
  officialDeliveryPapers,
  officialNoticePapers,
  reformPaperPapers,
];

/** Which papers each record type offers. */
export const papers = paperRegister(all);
