import { creditCode, twoEnterprises } from '#server/testing/enterprises.ts';
import { stories } from '#server/testing/story.ts';

const claim = { credit_code: creditCode('MA000001'), position: 'safety-manager', applicant_name: '李申', phone: '19900004321' };

stories('enterprise-claim', twoEnterprises, [
  {
    name: 'claiming an enterprise by its code',
    steps: [
      { who: 'safetyManager', action: 'submit', input: claim, outcome: 'refused: not-permitted' },
      { who: 'applicant', action: 'submit', input: { ...claim, credit_code: '91220102MA0000011X' }, outcome: 'refused: ill-formed' },
      {
        who: 'applicant',
        action: 'submit',
        input: { ...claim, credit_code: creditCode('MA000099') },
        outcome: 'refused: enterprise-on-register',
      },
      { who: 'applicant', action: 'submit', input: claim, outcome: 'submitted', holds: { desk: '220102-emergency', county: 220102 } },
      { who: 'applicant', action: 'grant', outcome: 'refused: not-permitted' },
      { who: 'otherCountySupervisor', action: 'grant', outcome: 'refused: not-found' },
      { who: 'townshipSupervisor', action: 'refuse', input: {}, outcome: 'refused: missing' },
      { who: 'countySupervisor', action: 'grant', outcome: 'granted' },
      { who: 'countySupervisor', action: 'refuse', input: { decision_note: '迟了' }, outcome: 'refused: wrong-state' },
    ],
  },
  {
    name: 'an applicant follows his own claim and may take it back',
    steps: [
      { who: 'applicant', action: 'submit', input: claim, outcome: 'submitted' },
      { who: 'agency', action: 'withdraw', outcome: 'refused: not-found' },
      { who: 'countySupervisor', action: 'withdraw', outcome: 'refused: not-permitted' },
      { who: 'applicant', action: 'withdraw', outcome: 'withdrawn', holds: { desk: null } },
    ],
  },
]);
