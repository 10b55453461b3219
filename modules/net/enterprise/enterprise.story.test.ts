import { creditCode, particulars, twoEnterprises } from '#server/testing/enterprises.ts';
import { places } from '#server/testing/people.ts';
import { stories } from '#server/testing/story.ts';

const fresh = particulars('长春丙机械有限公司', 'MA000003', { line: 'industry-trade', trade: '3411' });

stories('enterprise', twoEnterprises, [
  {
    name: 'registering: refusals first',
    steps: [
      { who: 'safetyManager', action: 'register', input: fresh, outcome: 'refused: not-permitted' },
      { who: 'inspector', action: 'register', input: fresh, outcome: 'refused: not-permitted' },
      { who: 'countySupervisor', action: 'register', input: {}, outcome: 'refused: missing' },
      { who: 'countySupervisor', action: 'register', input: { ...fresh, colour: 'red' }, outcome: 'refused: unexpected' },
      {
        who: 'countySupervisor',
        action: 'register',
        input: { ...fresh, credit_code: '91220102MA0000030X' },
        outcome: 'refused: ill-formed',
      },
      { who: 'countySupervisor', action: 'register', input: { ...fresh, trade: '9999' }, outcome: 'refused: ill-formed' },
      { who: 'countySupervisor', action: 'register', input: { ...fresh, region: places.county }, outcome: 'refused: ill-formed' },
      {
        who: 'countySupervisor',
        action: 'register',
        input: { ...fresh, region: `${places.county}.220102999` },
        outcome: 'refused: no-such',
      },
      { who: 'countySupervisor', action: 'register', input: { ...fresh, department: '220102-nobody' }, outcome: 'refused: no-such' },
      { who: 'otherCountySupervisor', action: 'register', input: fresh, outcome: 'refused: outside-scope' },
      {
        who: 'countySupervisor',
        action: 'register',
        input: { ...fresh, credit_code: creditCode('MA000001') },
        outcome: 'refused: duplicate',
      },
      {
        who: 'countySupervisor',
        action: 'register',
        input: { ...fresh, scale: "small'; drop table enterprise; --" },
        outcome: 'refused: ill-formed',
      },
      {
        who: 'countySupervisor',
        action: 'register',
        input: fresh,
        outcome: 'unassigned',
        holds: { desk: '220102-commission', line: 'industry-trade', county: 220102, township: 220102001, version: 1 },
      },
    ],
  },
  {
    name: 'the gap list: an enterprise without a department in charge',
    steps: [
      { who: 'countySupervisor', action: 'register', input: fresh, outcome: 'unassigned' },
      { who: 'inspector', action: 'assign', input: { department: '220102-emergency' }, outcome: 'refused: not-permitted' },
      { who: 'otherCountySupervisor', action: 'assign', input: { department: '220102-emergency' }, outcome: 'refused: not-found' },
      { who: 'countyCommission', action: 'assign', input: {}, outcome: 'refused: missing' },
      {
        who: 'countyCommission',
        action: 'assign',
        input: { department: '220102-emergency' },
        outcome: 'active',
        holds: { desk: null, due_at: null },
      },
    ],
  },
  {
    name: 'correcting and moving',
    steps: [
      { who: 'otherSafetyManager', action: 'correct', on: 'mine', input: { employees: 12 }, outcome: 'refused: not-found' },
      { who: 'worker', action: 'correct', on: 'mine', input: { employees: 12 }, outcome: 'refused: not-permitted' },
      { who: 'safetyManager', action: 'correct', on: 'mine', input: { employees: -1 }, outcome: 'refused: ill-formed' },
      { who: 'safetyManager', action: 'correct', on: 'mine', input: { contact_phone: '12' }, outcome: 'refused: ill-formed' },
      {
        who: 'safetyManager',
        action: 'correct',
        on: 'mine',
        input: { employees: 120, contact_phone: '19900001234' },
        outcome: 'active',
        holds: { employees: 120 },
      },
      {
        who: 'safetyManager',
        action: 'move',
        on: 'mine',
        input: { region: places.otherTownship, line: 'fire' },
        outcome: 'refused: not-permitted',
      },
      {
        who: 'countySupervisor',
        action: 'move',
        on: 'mine',
        input: { region: places.otherTownship, line: 'fire' },
        outcome: 'active',
        holds: { township: 220102002, line: 'fire' },
      },
      { who: 'townshipSupervisor', action: 'correct', on: 'mine', input: { employees: 5 }, outcome: 'refused: not-found' },
    ],
  },
  {
    name: 'merging a double',
    steps: [
      { who: 'countyCommission', action: 'merge', on: 'other', input: { merged_into: '$mine' }, outcome: 'refused: not-permitted' },
      { who: 'countySupervisor', action: 'merge', on: 'other', input: { merged_into: '$other' }, outcome: 'refused: survivor-is-another' },
      { who: 'countySupervisor', action: 'merge', on: 'other', input: { merged_into: '$mine' }, outcome: 'merged', holds: { desk: null } },
      { who: 'countySupervisor', action: 'correct', on: 'other', input: { employees: 1 }, outcome: 'refused: wrong-state' },
      { who: 'countySupervisor', action: 'merge', on: 'mine', input: { merged_into: '$other' }, outcome: 'refused: survivor-is-open' },
      // Its code is free again, for the survivor or for whoever it belongs to.
      { who: 'countySupervisor', action: 'register', input: { ...fresh, credit_code: creditCode('MA000002') }, outcome: 'unassigned' },
    ],
  },
  {
    name: 'closing and coming back',
    steps: [
      {
        who: 'countySupervisor',
        type: 'hidden-danger',
        action: 'report',
        input: {
          title: '储罐安全阀未投用',
          description: '3 号储罐安全阀前截止阀关闭',
          enterprise: '$mine',
          source: 'supervision',
          found_on: '2026-03-04',
        },
        outcome: 'reported',
        as: 'danger',
      },
      { who: 'countySupervisor', action: 'close', on: 'mine', input: { closing_reason: '注销登记' }, outcome: 'refused: no-open-dangers' },
      { who: 'countySupervisor', action: 'close', on: 'other', input: { closing_reason: '注销登记' }, outcome: 'closed' },
      { who: 'countySupervisor', action: 'close', on: 'other', input: { closing_reason: '注销登记' }, outcome: 'refused: wrong-state' },
      { who: 'countySupervisor', action: 'restore', on: 'other', outcome: 'active' },
    ],
  },
  {
    name: 'claim is only the consequence of a granted application',
    steps: [
      {
        who: 'applicant',
        action: 'claim',
        on: 'mine',
        input: { claimed_by: 'a0000000-0000-4000-8000-000000000015' },
        outcome: 'refused: not-found',
      },
      { who: 'safetyManager', action: 'claim', on: 'mine', input: {}, outcome: 'refused: consequence' },
    ],
  },
]);
