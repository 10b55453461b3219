import { twoEnterprises } from '#server/testing/enterprises.ts';
import { type Step, stories } from '#server/testing/story.ts';

const input = {
  title: '关于开展汛期安全检查的通知',
  kind: 'supervision-notice',
  body: '请于月底前完成汛期安全检查并书面报告结果。',
  recipients: [{ organisation: '220102-housing' }, { organisation: '220102001-station' }],
  due_on: '2026-03-20',
};
const draft: Step = { who: 'countyCommission', action: 'draft', input, outcome: 'draft' };
const submit: Step = { who: 'countyCommission', action: 'submit', outcome: 'reviewing' };
const issue: Step = { who: 'countyCommissionSecond', action: 'issue', outcome: 'issued' };
const publish: Step = {
  who: 'countyCommissionSecond',
  action: 'publish',
  input: { review: '经审查，不涉密、不涉及个人隐私' },
  outcome: 'issued',
};

stories('official-notice', twoEnterprises, [
  {
    name: 'drafting: refusals first',
    steps: [
      { ...draft, who: 'safetyManager', outcome: 'refused: not-permitted' },
      { ...draft, who: 'inspector', outcome: 'refused: not-permitted' },
      { ...draft, input: { ...input, body: '' }, outcome: 'refused: missing' },
      { ...draft, input: { ...input, number: '1' }, outcome: 'refused: unexpected' },
      { ...draft, input: { ...input, due_on: '2026-03-04' }, outcome: 'refused: due-is-ahead' },
      { ...draft, input: { ...input, recipients: [{ organisation: '220103-housing' }] }, outcome: 'refused: recipients-are-reachable' },
      { ...draft, input: { ...input, recipients: [{ organisation: '220100-emergency' }] }, outcome: 'refused: recipients-are-reachable' },
      { ...draft, input: { ...input, recipients: [{ organisation: '220102-commission' }] }, outcome: 'refused: recipients-are-reachable' },
      { ...draft, who: 'otherCountyCommission', input: { ...input, recipients: [], to_enterprise: '$mine' }, outcome: 'refused: no-such' },
      { ...draft, action: 'draft-for-lateness', outcome: 'refused: not-permitted' },
      { ...draft, holds: { issuer: '220102-commission', desk: '220102-commission', number: null, region: '220000.220100.220102' } },
    ],
  },
  {
    name: 'a draft without recipient or date stays; revised, sent back, made void, its number never taken',
    steps: [
      { ...draft, input: { title: input.title, kind: input.kind, body: input.body } },
      { ...submit, outcome: 'refused: has-recipient' },
      { ...submit, who: 'countySupervisor', outcome: 'refused: own-office' },
      { who: 'countyCommission', action: 'revise', input: { recipients: input.recipients }, outcome: 'draft' },
      { ...submit, outcome: 'refused: due-is-said' },
      { ...submit, input: { due_on: '2026-03-20' } },
      { ...issue, who: 'countyCommission', outcome: 'refused: issuer-is-another' },
      { ...issue, who: 'cityCommission', outcome: 'refused: own-office' },
      { who: 'countyCommissionSecond', action: 'return', input: { return_reason: '措辞不当' }, outcome: 'draft' },
      { who: 'countyCommission', action: 'void', input: {}, outcome: 'refused: missing' },
      { who: 'countyCommission', action: 'void', input: { void_reason: '不再需要' }, outcome: 'void', holds: { number: null, desk: null } },
      { ...draft, as: 'next' },
      { ...submit, on: 'next' },
      { ...issue, on: 'next', holds: { number: '安办督〔2026〕1号' } },
      { ...draft, as: 'third', input: { ...input, kind: 'notice' } },
      { ...submit, on: 'third' },
      { ...issue, on: 'third', holds: { number: '安办通〔2026〕1号' } },
    ],
  },
  {
    name: 'not issued after the day of its answer; recalled with its number kept',
    steps: [
      draft,
      submit,
      { ...issue, after_days: 20, outcome: 'refused: due-is-still-ahead' },
      { who: 'countyCommissionSecond', action: 'return', input: { return_reason: '期限已过' }, outcome: 'draft' },
      { who: 'countyCommission', action: 'submit', input: { due_on: '2026-04-20' }, outcome: 'reviewing' },
      issue,
      { who: 'countyCommission', action: 'close', outcome: 'refused: all-answered' },
      { who: 'countyCommission', action: 'void', input: { void_reason: '晚了' }, outcome: 'refused: wrong-state' },
      {
        who: 'countyCommission',
        action: 'recall',
        input: { void_reason: '发文对象有误' },
        outcome: 'recalled',
        holds: { number: '安办督〔2026〕1号' },
      },
      { ...draft, as: 'next', input: { ...input, due_on: '2026-04-20' } },
      { ...submit, on: 'next' },
      { ...issue, on: 'next', holds: { number: '安办督〔2026〕2号' } },
    ],
  },
  {
    name: 'published after a review by another, taken off at once; never with a grade of secrecy',
    steps: [
      draft,
      submit,
      { ...publish, outcome: 'refused: wrong-state' },
      issue,
      { ...publish, who: 'cityCommission', outcome: 'refused: own-office' },
      { ...publish, who: 'countyCommission', outcome: 'refused: reviewer-is-another' },
      { ...publish, input: {}, outcome: 'refused: missing' },
      { who: 'countyCommissionSecond', action: 'unpublish', input: { withdrawal_reason: '涉及隐私' }, outcome: 'refused: is-published' },
      { ...publish, holds: { published: true, published_on: '2026-03-04' } },
      { ...publish, outcome: 'refused: not-published' },
      { who: 'countyCommission', action: 'unpublish', input: {}, outcome: 'refused: missing' },
      {
        who: 'countyCommission',
        action: 'unpublish',
        input: { withdrawal_reason: '涉及个人隐私' },
        outcome: 'issued',
        holds: { published: false, published_on: null },
      },
      { ...draft, as: 'marked', input: { ...input, secrecy: 'work-secret' } },
      { ...submit, on: 'marked' },
      { ...issue, on: 'marked' },
      { ...publish, on: 'marked', outcome: 'refused: has-no-secrecy' },
    ],
  },
]);
