import type { Text } from '#kernel/text.ts';

/** What stands across the pages of a paper that does not hold; the paper itself says it in Chinese. */
export const marks = {
  draft: { zh: '草稿', en: 'Draft' },
  recalled: { zh: '已撤回', en: 'Recalled' },
  superseded: { zh: '已被更正', en: 'Superseded' },
  revoked: { zh: '已撤销', en: 'Revoked' },
} as const satisfies Readonly<Record<string, Text>>;
