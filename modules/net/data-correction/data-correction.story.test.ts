import { twoEnterprises } from '#server/testing/enterprises.ts';
import { type Step, stories } from '#server/testing/story.ts';

const receipt = 'a'.repeat(64);
const input = {
  enterprise: '$mine',
  matter: 'particulars',
  statement: '页面上的地址是老厂区，企业去年已经搬到新区',
  receipt_hash: receipt,
};
const file: Step = { who: 'anybody', action: 'file', input, outcome: 'filed' };
const accept: Step = { who: 'countySupervisor', action: 'accept', outcome: 'checking' };
const answer = { answer: '已核实，地址已更正为新厂区' };

stories('data-correction', twoEnterprises, [
  {
    name: 'filing: refusals first',
    steps: [
      { ...file, who: 'safetyManager', outcome: 'refused: not-permitted' },
      { ...file, who: 'countySupervisor', outcome: 'refused: not-permitted' },
      { ...file, input: { ...input, statement: '' }, outcome: 'refused: missing' },
      { ...file, input: { ...input, statement: '错了' }, outcome: 'refused: ill-formed' },
      { ...file, input: { ...input, phone: '12' }, outcome: 'refused: ill-formed' },
      { ...file, input: { ...input, receipt_hash: 'x' }, outcome: 'refused: receipt-is-hash' },
      { ...file, input: { ...input, office: '220102-housing' }, outcome: 'refused: unexpected' },
      { ...file, input: { ...input, enterprise: '00000000-0000-4000-8000-000000000404' }, outcome: 'refused: no-such' },
      {
        ...file,
        input: { ...input, reporter_name: '李群众', phone: '19900001234' },
        holds: { office: '220102-emergency', desk: '220102-emergency', region: '220000.220100.220102.220102001', filed_on: '2026-03-04' },
      },
      { ...file, outcome: 'refused: duplicate' },
    ],
  },
  {
    name: 'accepted and answered by the office in whose area it lies, and by no other',
    steps: [
      file,
      { ...accept, who: 'otherCountySupervisor', outcome: 'refused: not-found' },
      { ...accept, who: 'citySupervisor', outcome: 'refused: actor-is-office' },
      { ...accept, who: 'safetyManager', outcome: 'refused: not-permitted' },
      { who: 'countySupervisor', action: 'correct', input: answer, outcome: 'refused: wrong-state' },
      { ...accept, holds: { accepted_on: '2026-03-04', due_at: new Date('2026-04-01T15:59:59.999Z') } },
      { who: 'countySupervisor', action: 'correct', input: {}, outcome: 'refused: missing' },
      { who: 'countySupervisor', action: 'correct', input: answer, outcome: 'corrected', holds: { desk: null, answered_on: '2026-03-04' } },
    ],
  },
  {
    name: 'found to be right, or not accepted, with a reason that its holder reads',
    steps: [
      file,
      accept,
      { who: 'countySupervisor', action: 'leave', input: { answer: '经核实，登记地址无误' }, outcome: 'unchanged' },
      { ...file, as: 'second', input: { ...input, receipt_hash: 'b'.repeat(64) } },
      { who: 'countySupervisor', action: 'refuse', on: 'second', input: {}, outcome: 'refused: missing' },
      { who: 'countySupervisor', action: 'refuse', on: 'second', input: { answer: '不是本平台公开的内容' }, outcome: 'refused' },
      { ...accept, on: 'second', outcome: 'refused: wrong-state' },
    ],
  },
]);
