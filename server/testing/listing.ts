import type { Step } from './story.ts';

const onDanger = (who: Step['who'], action: string, input: Step['input'], outcome: string): Step => ({
  who,
  type: 'hidden-danger',
  action,
  on: 'danger',
  outcome,
  ...(input === undefined ? {} : { input }),
});

/** A major danger of `mine`, being put right: `danger`. */
export const majorDanger: readonly Step[] = [
  {
    who: 'countySupervisor',
    type: 'hidden-danger',
    action: 'report',
    input: {
      title: '储罐安全阀未投用',
      description: '3 号储罐安全阀前截止阀处于关闭状态',
      enterprise: '$mine',
      source: 'supervision',
      found_on: '2026-03-04',
    },
    outcome: 'reported',
    as: 'danger',
  },
  onDanger('countySupervisor', 'assess', { level: 'major', criterion: 'hazchem-2017-15' }, 'planning'),
  onDanger(
    'safetyManager',
    'plan',
    { duty_person: '王安', measures: '恢复安全阀', funds: 500_000, rectify_until: '2026-04-20', contingency_plan: '停用该罐，专人值守' },
    'rectifying',
  ),
];

/** It is put under listed supervision by the county: `listing`. */
export const listedByCounty: readonly Step[] = [
  ...majorDanger,
  {
    who: 'countySupervisor',
    type: 'listed-supervision',
    action: 'propose',
    input: {
      danger: '$danger',
      level: 'county',
      grounds: '涉及重点监管工艺，整改难度大，需政府督办',
      limit_on: '2026-06-30',
      duty_person: '赵督办',
    },
    outcome: 'proposed',
    as: 'listing',
  },
  {
    who: 'countyCommission',
    type: 'listed-supervision',
    action: 'list',
    on: 'listing',
    input: { published: true },
    outcome: 'listed',
  },
];
