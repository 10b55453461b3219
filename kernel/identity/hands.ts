import type { Detail } from '#kernel/problem/problem.ts';
import type { Role } from '#kernel/scope/roles.ts';

/** GB/T 22239-2019 8.1.5: the three hands that run the platform, each with work of its own and none of the others'. */
export const hands = ['administrator', 'security-officer', 'auditor'] as const satisfies readonly Role[];
export type Hand = (typeof hands)[number];

export function isHand(role: Role): role is Hand {
  return hands.some((each) => each === role);
}

const apart: Detail = {
  code: 'hands-apart',
  text: {
    zh: '系统管理、安全保密、安全审计各司其职，这不是您岗位的工作',
    en: 'Administrator, security officer and auditor each have work of their own; this is not the work of your post',
  },
  source: 'GB/T 22239-2019 8.1.5',
};

/** Why somebody in one of the three hands may not call a route; null for everybody else and where it is his work. */
export function handRefusal(roles: readonly Role[], allowed: readonly Role[]): Detail | null {
  const own = roles.filter(isHand);
  return own.length === 0 || own.some((role) => allowed.includes(role)) ? null : apart;
}
