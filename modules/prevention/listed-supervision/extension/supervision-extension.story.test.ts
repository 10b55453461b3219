import { twoEnterprises } from '#server/testing/enterprises.ts';
import { listedByCounty } from '#server/testing/listing.ts';
import { type Step, stories } from '#server/testing/story.ts';

const input = {
  supervision: '$listing',
  until: '2026-08-31',
  reason: '核心设备需进口，交货期为四个月',
  safeguards: '停用该储罐，专人值守，每班记录',
};
const submit: Step = { who: 'safetyManager', action: 'submit', input, outcome: 'submitted' };

stories(
  'supervision-extension',
  [...twoEnterprises, ...listedByCounty],
  [
    {
      name: 'asking: refusals first, and only in time',
      steps: [
        { ...submit, who: 'countySupervisor', outcome: 'refused: not-permitted' },
        { ...submit, who: 'otherSafetyManager', outcome: 'refused: no-such' },
        { ...submit, input: { ...input, until: '2026-06-30' }, outcome: 'refused: until-is-later' },
        { ...submit, input: { ...input, until: '2027-03-05' }, outcome: 'refused: until-is-later' },
        { ...submit, input: { ...input, reason: '太忙' }, outcome: 'refused: ill-formed' },
        { ...submit, holds: { desk: '220102-commission', issuer: '220102-commission' } },
        { ...submit, outcome: 'refused: one-at-a-time' },
        { who: 'cityCommission', action: 'grant', outcome: 'refused: decider-is-issuer' },
        { who: 'countySupervisor', action: 'grant', outcome: 'refused: not-permitted' },
        { who: 'countyCommission', action: 'refuse', input: {}, outcome: 'refused: missing' },
        { who: 'countyCommission', action: 'refuse', input: { decision_note: '理由不充分' }, outcome: 'refused' },
        // Fourteen working days before 30 June are too few.
        { ...submit, after_days: 99, outcome: 'refused: asked-in-time' },
      ],
    },
    {
      name: 'granting moves the limit of the listing and the date of the danger',
      steps: [
        submit,
        { who: 'countyCommission', action: 'grant', outcome: 'granted' },
        {
          who: 'countyCommission',
          type: 'listed-supervision',
          action: 'unpublish',
          on: 'listing',
          input: { withhold_reason: '待核实' },
          outcome: 'listed',
          holds: { limit_on: '2026-08-31', due_at: new Date('2026-08-31T15:59:59.999Z') },
        },
        {
          who: 'countySupervisor',
          type: 'hidden-danger',
          action: 'receive',
          on: 'danger',
          outcome: 'rectifying',
          holds: { rectify_until: '2026-08-31', due_at: new Date('2026-08-31T15:59:59.999Z') },
        },
      ],
    },
    {
      name: 'the danger itself cannot be extended meanwhile',
      steps: [
        {
          who: 'safetyManager',
          type: 'deadline-extension',
          action: 'submit',
          input: { danger: '$danger', until: '2026-07-30', reason: '配件需要定制，交货期为三周', safeguards: '停用该储罐' },
          outcome: 'refused: danger-is-not-listed',
        },
      ],
    },
  ],
);
