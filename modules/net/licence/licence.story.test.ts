import { twoEnterprises } from '#server/testing/enterprises.ts';
import { stories } from '#server/testing/story.ts';

const paper = {
  name: '危险化学品经营许可证',
  number: '吉长危化经字〔2025〕00012',
  issuer: '长春市应急管理局',
  issued_on: '2025-05-01',
  expires_on: '2028-04-30',
};

stories('licence', twoEnterprises, [
  {
    name: 'filing: refusals first',
    steps: [
      { who: 'worker', action: 'file', input: paper, outcome: 'refused: not-permitted' },
      { who: 'countySupervisor', action: 'file', input: paper, outcome: 'refused: enterprise-is-open' },
      { who: 'safetyManager', action: 'file', input: { ...paper, number: '' }, outcome: 'refused: missing' },
      { who: 'safetyManager', action: 'file', input: { ...paper, expires_on: '2025-04-30' }, outcome: 'refused: expires-after-issue' },
      { who: 'otherCountySupervisor', action: 'file', input: { ...paper, enterprise: '$mine' }, outcome: 'refused: no-such' },
      { who: 'safetyManager', action: 'file', input: paper, outcome: 'valid', holds: { due_at: new Date('2028-04-30T15:59:59.999Z') } },
    ],
  },
  {
    name: 'renewing in time, and ending',
    steps: [
      { who: 'countySupervisor', action: 'file', input: { ...paper, enterprise: '$mine' }, outcome: 'valid' },
      {
        who: 'otherSafetyManager',
        action: 'renew',
        input: { number: 'X-1', issued_on: '2028-04-01', expires_on: '2031-03-31' },
        outcome: 'refused: not-found',
      },
      {
        who: 'safetyManager',
        action: 'renew',
        input: { number: 'X-1', issued_on: '2028-04-01', expires_on: '2028-03-31' },
        outcome: 'refused: expires-after-issue',
      },
      {
        who: 'safetyManager',
        action: 'renew',
        input: { number: '吉长危化经字〔2028〕00012', issued_on: '2028-04-01', expires_on: '2031-03-31' },
        outcome: 'valid',
        holds: { due_at: new Date('2031-03-31T15:59:59.999Z') },
      },
      { who: 'safetyManager', action: 'end', input: {}, outcome: 'refused: missing' },
      { who: 'safetyManager', action: 'end', input: { ending_reason: '不再经营' }, outcome: 'ended', holds: { desk: null, due_at: null } },
      { who: 'safetyManager', action: 'correct', input: { name: '许可证' }, outcome: 'refused: wrong-state' },
    ],
  },
]);
