import type { Clock } from '#kernel/clock/clock.ts';
import { dayOf } from '#kernel/clock/zone.ts';
import { hands } from '#kernel/identity/hands.ts';
import { isRole } from '#kernel/identity/post.ts';
import type { ParameterRow, Parameters } from '#kernel/parameters/parameters.ts';
import type { Role } from '#kernel/scope/roles.ts';

export const secondFactorParameter = 'account.second-factor';

/** The roles that do nothing without a second factor, as the parameter of the day says; the three hands where nobody has set it. */
export function secondFactorRoles(parameters: () => Parameters, clock: Clock): () => readonly Role[] {
  return () => {
    const today = dayOf(clock.now());
    const value = parameters()
      .history(secondFactorParameter)
      .findLast((row) => row.valid_from <= today)?.value;
    if (!Array.isArray(value)) return hands;
    return value.filter((each): each is Role => typeof each === 'string' && isRole(each));
  };
}

/** The demonstration's log-ins are printed for everybody: it switches the demand off, where everybody can read it among the parameters. */
export const demonstrationSecondFactor: ParameterRow = {
  name: secondFactorParameter,
  valid_from: '2020-01-01',
  value: [],
  unit: 'role',
  title: { zh: '须有第二步验证才能办理的岗位', en: 'Posts that do nothing without a second step at log-in' },
  source: '演示环境为便于试用而关闭；正式部署按 GB/T 22239-2019 8.1.4.1 d 对三员开启',
  status: 'unverified',
};
