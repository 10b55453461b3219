import { describe, expect, it } from 'vitest';
import { anyRecord } from '#kernel/record/define.ts';
import { enterpriseClaim } from '#modules/net/enterprise-claim/record.ts';
import { hiddenDanger } from '#modules/prevention/hidden-danger/record.ts';
import { crossInspection } from '#modules/reform/cross-inspection/record.ts';
import { readInput, wellFormed } from './input.ts';

const id = '0190a0a0-0000-7000-8000-000000000001';

describe('what facts may be looked up by', () => {
  it.each([
    ['conditions in place of an id', { enterprise: { 'id is not null or id': id } }],
    ['a list in place of an id', { enterprise: [id] }],
    ['text that is no id', { enterprise: "' or 1=1" }],
    ['nothing', { enterprise: null, merged_into: '' }],
    ['names that no field has', { constructor: id, __proto__: id, where: { id } }],
  ])('leaves out %s', (_, input) => {
    expect(wellFormed(anyRecord(hiddenDanger), input)).toEqual({});
  });

  it('keeps what has its form', () => {
    expect(wellFormed(anyRecord(hiddenDanger), { enterprise: id, title: '灭火器超期', level: 'minor' })).toEqual({
      enterprise: id,
      title: '灭火器超期',
    });
    expect(wellFormed(anyRecord(enterpriseClaim), { credit_code: '91220102MA0000030X' })).toEqual({});
  });
});

describe('what is kept of a list', () => {
  it('has every cell in every line, an empty one as null: what is read again must have its form', () => {
    const type = anyRecord(crossInspection);
    const action = type.lifecycle.actions.report;
    if (action === undefined) throw new Error('no such action');
    const input = {
      visited_on: '2026-03-04',
      conclusion: '总体较好',
      findings: [{ finding: '清单未公示' }, { finding: '佐证不符', clause: null }],
    };
    expect(readInput(type, action, input)).toMatchObject({
      refusals: [],
      values: {
        findings: [
          { finding: '清单未公示', clause: null },
          { finding: '佐证不符', clause: null },
        ],
      },
    });
    const wrong = readInput(type, action, { ...input, findings: [null] });
    expect(wrong.refusals.map((each) => each.code)).toEqual(['ill-formed']);
  });
});
