import type { Text } from '#kernel/text.ts';

/** Ways out of the platform; its own pages are always one more, and need no setting. In the order in which a message goes on that nobody acknowledges. */
export const channelNames = ['email', 'sms', 'voice'] as const;
export type ChannelName = (typeof channelNames)[number];

export type Severity = 'info' | 'warning' | 'urgent';

export interface KindSpec {
  readonly label: Text;
  readonly severity: Severity;
  /** Things of the kind that come together are one message. */
  readonly folds: boolean;
  /** By which it goes out unless a person has chosen otherwise. */
  readonly channels: readonly ChannelName[];
}

/** What people are told of: few, and each of use to whom it is told. */
export const kinds = {
  'duty-arrived': { label: { zh: '新待办', en: 'New duty' }, severity: 'info', folds: true, channels: [] },
  'due-soon': { label: { zh: '临近期限', en: 'Due soon' }, severity: 'warning', folds: true, channels: ['email'] },
  overdue: { label: { zh: '逾期提醒', en: 'Overdue' }, severity: 'warning', folds: true, channels: ['email'] },
  escalated: { label: { zh: '逾期升级', en: 'Escalated' }, severity: 'urgent', folds: true, channels: ['email', 'sms'] },
  'paper-arrived': { label: { zh: '收到文件', en: 'Paper to sign for' }, severity: 'warning', folds: false, channels: ['email'] },
  settled: { label: { zh: '办理结果', en: 'Decided' }, severity: 'info', folds: true, channels: [] },
  unacknowledged: { label: { zh: '对方未确认', en: 'Not acknowledged' }, severity: 'urgent', folds: true, channels: ['email'] },
  test: { label: { zh: '测试消息', en: 'Test message' }, severity: 'info', folds: false, channels: [] },
} as const satisfies Record<string, KindSpec>;

export type MessageKind = keyof typeof kinds;

export function isKind(name: string): name is MessageKind {
  return Object.hasOwn(kinds, name);
}

export function kindOf(name: MessageKind): KindSpec {
  return kinds[name];
}

/** Of what the deadlines tell a desk: a warning, the first rung, and every rung above it. */
export function kindOfNotice(notice: string): MessageKind {
  if (notice === 'due-soon' || notice === 'settled') return notice;
  return notice === 'remind' ? 'overdue' : 'escalated';
}
