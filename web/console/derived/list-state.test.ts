import { describe, expect, it } from 'vitest';
import { anyRecord } from '#kernel/record/define.ts';
import { field } from '#kernel/record/field.ts';
import { hiddenDanger } from '#modules/prevention/hidden-danger/record.ts';
import { blank, conditionsOf, isFiltered, listQueryOf, readListState, writeListState } from './list-state.ts';

const danger = anyRecord(hiddenDanger);
const read = (search: string) => readListState(danger, new URLSearchParams(search));

describe('a list in the address', () => {
  it('leaves out what it does not know', () => {
    expect(read('state=reported,flying&limit=7&colour=red&overdue=maybe&level=')).toEqual({ ...blank, states: ['reported'] });
    expect(read('state=%27;drop&limit=1e9')).toEqual(blank);
  });

  it('is the plain address for the plain list', () => {
    expect(writeListState(blank).toString()).toBe('');
    expect(isFiltered(read(''))).toBe(false);
  });

  it('comes back as it was written', () => {
    const state = {
      states: ['rectifying', 'verifying'],
      region: '220000.220100',
      overdue: true,
      filters: { title: '储罐 & 阀门', level: 'major' },
      limit: 50,
      cursor: '019ab000-0000-7000-8000-000000000001',
    };
    expect(read(writeListState(state).toString())).toEqual(state);
    expect(isFiltered(state)).toBe(true);
  });

  it('bounds a day on both sides', () => {
    const dated = {
      ...danger,
      list: { columns: [], filters: ['found_on'] },
      fields: { found_on: field.date({ label: { zh: '', en: '' } }) },
    };
    const state = readListState(dated, new URLSearchParams('found_on_from=2026-11-01&found_on_to=2026-11-30&found_on=2026-11-05'));
    expect(state.filters).toEqual({ found_on_from: '2026-11-01', found_on_to: '2026-11-30' });
  });

  it('counts without the chosen state, and lists with it', () => {
    const state = { ...blank, states: ['reported'], filters: { level: 'major' }, cursor: 'c' };
    expect(conditionsOf(state)).toEqual({ level: 'major', region: '', overdue: '' });
    expect(listQueryOf(state)).toEqual({ level: 'major', region: '', overdue: '', state: ['reported'], limit: '20', cursor: 'c' });
  });
});
