import type { Register } from '#kernel/lifecycle/table.ts';
import { field } from '#kernel/record/field.ts';
import { isWithin } from '#kernel/scope/region-path.ts';
import type { Role } from '#kernel/scope/roles.ts';

const lines = [
  'public-security',
  'fire',
  'housing',
  'transport',
  'industry',
  'energy',
  'market',
  'agriculture-rural',
  'water',
  'forestry',
  'health',
  'education',
  'culture-tourism',
  'commerce',
  'civil-affairs',
] as const;

/** Units that the annex names in one word: which kinds of organisation at which levels (1 the province, 2 cities, 3 counties). */
export const unitGroups = {
  'party-committees': { zh: '各级地方党委', en: 'Local party committees', kinds: ['party-committee'], levels: [2, 3] },
  governments: { zh: '各级地方政府', en: 'Local governments', kinds: ['government'], levels: [2, 3] },
  'line-departments': { zh: '各级行业主管部门', en: 'Departments in charge of lines, all levels', kinds: lines, levels: [1, 2, 3] },
  'provincial-line-departments': { zh: '省级行业主管部门', en: 'Provincial departments in charge of lines', kinds: lines, levels: [1] },
} as const;

/** Everybody in government who may speak for his organisation. */
export const speakers: readonly Role[] = ['supervisor', 'line-supervisor', 'leader', 'commission'];

/** Responsible units: what is printed, and the organisation or the group that it means. */
export const unitsField = field.list({
  label: { zh: '责任单位', en: 'Responsible units' },
  help: { zh: '每行填一个单位，或一类单位', en: 'One organisation a line, or one group of them' },
  items: {
    printed: field.text({ label: { zh: '文件所印名称', en: 'As printed' }, max: 60 }),
    organisation: field.organisation({ label: { zh: '单位', en: 'Organisation' } }),
    group: field.choice({ label: { zh: '一类单位', en: 'Group' }, options: unitGroups }),
  },
  most: 60,
});

interface Unit {
  readonly organisation: string | null;
  readonly group: string | null;
}

/** Whether each line names somebody who is there, inside the area of the office: one organisation, or one group. */
export function unitsAreThere(units: readonly Unit[], office: string, register: Register): boolean {
  const area = register.organisation(office)?.region;
  return units.every(({ organisation, group }) => {
    if (organisation === null || organisation === undefined) return group !== null && group !== undefined;
    const found = register.organisation(organisation);
    return (group ?? null) === null && found !== undefined && area !== undefined && isWithin(found.region, area);
  });
}

/** Where a unit's own records stand: it sees them by its region and line. */
export function placeOf(unit: string | null | undefined, register: Register): { region: string; line: string } {
  const { region, line } = register.organisation(unit ?? '') ?? { region: '', line: '' };
  return { region, line };
}
