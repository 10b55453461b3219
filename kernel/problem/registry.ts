import type { Text } from '#kernel/text.ts';

interface Entry {
  readonly status: number;
  readonly text: Text;
  /** What the caller can do about it; printed in docs/errors.md. */
  readonly remedy: Text;
}

/** Every error the platform answers with. `docs/errors.md` is generated from this list. */
export const problems = {
  'bad-request': {
    status: 400,
    text: { zh: '请求内容无法识别', en: 'The request could not be understood' },
    remedy: { zh: '按接口文档检查格式', en: 'Check the format against the API document' },
  },
  invalid: {
    status: 422,
    text: { zh: '有内容需要改正', en: 'Some of what you entered needs correcting' },
    remedy: { zh: '按各字段的提示改正后重新提交', en: 'Correct the fields named and submit again' },
  },
  refused: {
    status: 409,
    text: { zh: '现在不能这样办理', en: 'This cannot be done now' },
    remedy: { zh: '理由写在明细里；条件满足后再办', en: 'The details give the reason; try again once it is met' },
  },
  forbidden: {
    status: 403,
    text: { zh: '您的岗位没有这项权限', en: 'Your post may not do this' },
    remedy: { zh: '由有权限的岗位办理，或向管理员申请', en: 'Ask a post that may, or your administrator' },
  },
  'not-found': {
    status: 404,
    text: { zh: '没有找到，或不在您的管辖范围内', en: 'Not found, or outside your area' },
    remedy: { zh: '核对编号；需要时请上级查询', en: 'Check the number; a higher level may be able to see it' },
  },
  stale: {
    status: 409,
    text: { zh: '您看到的内容已被他人更新', en: 'Somebody changed this after you opened it' },
    remedy: { zh: '刷新后核对再提交，您填写的内容会保留', en: 'Reload, compare and submit again; what you typed is kept' },
  },
  duplicate: {
    status: 409,
    text: { zh: '已有相同的记录', en: 'The same record exists already' },
    remedy: { zh: '打开已有的记录办理', en: 'Open the existing record' },
  },
  'key-reused': {
    status: 409,
    text: { zh: '同一幂等键用于不同的请求', en: 'The idempotency key was used for a different request' },
    remedy: { zh: '每个新请求使用新的键', en: 'Use a new key for each new request' },
  },
  'signed-out': {
    status: 401,
    text: { zh: '登录已失效，请重新登录', en: 'Your session has ended; please log in again' },
    remedy: { zh: '重新登录；未提交的内容会保留', en: 'Log in again; what you typed is kept' },
  },
  'bad-credentials': {
    status: 401,
    text: { zh: '用户名或密码不正确', en: 'The user name or the password is wrong' },
    remedy: { zh: '核对后重试；多次失败会暂时锁定', en: 'Check and try again; repeated failures lock the account for a while' },
  },
  'second-step-required': {
    status: 401,
    text: { zh: '密码正确，还须第二步验证', en: 'The password is right; a second step is needed' },
    remedy: { zh: '输入验证码或恢复码，或使用通行密钥', en: 'Enter a code or a recovery code, or use a passkey' },
  },
  'second-factor-required': {
    status: 403,
    text: { zh: '您的岗位须先设置第二步验证', en: 'Your post needs a second step at log-in; set one up first' },
    remedy: { zh: '在“我的账户”中设置验证码或通行密钥', en: 'Set up a code generator or a passkey in your account' },
  },
  'confirmation-required': {
    status: 403,
    text: { zh: '办理此事前请再次确认身份', en: 'Please confirm that it is you before this' },
    remedy: { zh: '再次输入密码或第二步验证后重试', en: 'Enter your password or your second step again and retry' },
  },
  'locked-out': {
    status: 429,
    text: { zh: '失败次数过多，账号暂时锁定', en: 'Too many failures; the account is locked for a while' },
    remedy: { zh: '等待提示的时间，或请管理员解锁', en: 'Wait for the time shown, or ask an administrator' },
  },
  'password-change-required': {
    status: 403,
    text: { zh: '首次登录须先修改密码', en: 'Change your password before going on' },
    remedy: { zh: '设置新密码后继续', en: 'Set a new password to continue' },
  },
  'too-large': {
    status: 413,
    text: { zh: '内容超过允许的大小', en: 'Larger than allowed' },
    remedy: { zh: '减小内容，或分次上传', en: 'Make it smaller or send it in parts' },
  },
  'too-many-requests': {
    status: 429,
    text: { zh: '操作过于频繁', en: 'Too many requests' },
    remedy: { zh: '稍后再试', en: 'Try again in a moment' },
  },
  unavailable: {
    status: 503,
    text: { zh: '服务暂时不可用', en: 'The service is not available at the moment' },
    remedy: { zh: '稍后再试；未提交的内容会保留', en: 'Try again shortly; what you typed is kept' },
  },
  internal: {
    status: 500,
    text: { zh: '系统出错，已记录', en: 'Something failed here and was recorded' },
    remedy: { zh: '把追踪号告诉管理员', en: 'Give the trace number to your administrator' },
  },
} as const satisfies Record<string, Entry>;

export type ProblemCode = keyof typeof problems;
