import { twoEnterprises } from '#server/testing/enterprises.ts';
import { stories } from '#server/testing/story.ts';

const member = { name: '王安', position: 'manager', certificate: 'JL-AQ-0001', expires_on: '2027-06-30', phone: '19900001234' };

stories('safety-staff', twoEnterprises, [
  {
    name: 'appointing, renewing, leaving',
    steps: [
      { who: 'worker', action: 'file', input: member, outcome: 'refused: not-permitted' },
      { who: 'safetyManager', action: 'file', input: { ...member, phone: '123' }, outcome: 'refused: ill-formed' },
      { who: 'safetyManager', action: 'file', input: { ...member, position: 'king' }, outcome: 'refused: ill-formed' },
      { who: 'safetyManager', action: 'file', input: member, outcome: 'valid', holds: { position: 'manager' } },
      { who: 'otherSafetyManager', action: 'reveal', input: { field: 'phone', reason: '联系' }, outcome: 'refused: not-found' },
      { who: 'countySupervisor', action: 'reveal', input: { field: 'phone', reason: '' }, outcome: 'refused: reason' },
      { who: 'countySupervisor', action: 'reveal', input: { field: 'name', reason: '联系' }, outcome: 'refused: no-such-field' },
      { who: 'countySupervisor', action: 'reveal', input: { field: 'phone', reason: '通知复查' }, outcome: 'valid' },
      { who: 'safetyManager', action: 'renew', input: { certificate: 'JL-AQ-0001', expires_on: '2030-06-30' }, outcome: 'valid' },
      { who: 'safetyManager', action: 'end', input: { ending_reason: '离职' }, outcome: 'ended', holds: { desk: null } },
    ],
  },
]);
