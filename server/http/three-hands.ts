import { type Hand, hands } from '#kernel/identity/hands.ts';
import { catalogue } from '#modules/catalogue.ts';

const all = hands;
const administrator: readonly Hand[] = ['administrator'];
const securityOfficer: readonly Hand[] = ['security-officer'];
const auditor: readonly Hand[] = ['auditor'];
const administratorAndSecurity: readonly Hand[] = ['administrator', 'security-officer'];
const securityAndAuditor: readonly Hand[] = ['security-officer', 'auditor'];
const administratorAndAuditor: readonly Hand[] = ['administrator', 'auditor'];
const none: readonly Hand[] = [];

/**
 * Every route and whose work it is among the three hands. A route without a row is nobody's of them, and a test asks for its row. `{records}` stands
 * for each record type, `{action}` for each of its acts. Posts of other kinds are not meant: what they may do is decided by the act itself.
 */
const table: Readonly<Record<string, readonly Hand[]>> = {
  'GET /v1/health': all,
  'POST /v1/session': all,
  'POST /v1/session/passkey-options': all,
  'POST /v1/session/passkey': all,
  'POST /v1/session/confirm': all,
  'GET /v1/session': all,
  'DELETE /v1/session': all,
  'POST /v1/session/post': all,
  'GET /v1/sessions': all,
  'DELETE /v1/sessions/:id': all,
  'POST /v1/password': all,
  'POST /v1/sign-up': none,

  'GET /v1/account/factors': all,
  'POST /v1/account/authenticator': all,
  'POST /v1/account/authenticator/confirm': all,
  'DELETE /v1/account/authenticator': all,
  'POST /v1/account/recovery-codes': all,
  'POST /v1/account/passkey-options': all,
  'POST /v1/account/passkeys': all,
  'POST /v1/account/passkeys/:id/name': all,
  'DELETE /v1/account/passkeys/:id': all,

  // Who holds which post is what an auditor looks at.
  'GET /v1/people': all,
  'GET /v1/people/:id': all,
  'POST /v1/people': administrator,
  'GET /v1/posts': all,
  // Security officer and auditor hand on their own role, and no other.
  'POST /v1/posts': all,
  'POST /v1/posts/:id/end': all,
  'POST /v1/people/:id/password': securityOfficer,
  'POST /v1/people/:id/factor-reset': securityOfficer,
  'GET /v1/factor-resets': administratorAndSecurity,
  'POST /v1/factor-resets/:id/decide': administratorAndSecurity,
  'GET /v1/sign-ins': securityAndAuditor,

  'GET /v1/regions': all,
  'GET /v1/regions/:code': all,
  'GET /v1/organisations': all,
  'GET /v1/organisations/:code': all,
  'GET /v1/parameters': all,
  'GET /v1/progress': all,
  'GET /v1/workbench': all,
  'GET /v1/reform-board': none,

  // The three hands read what was written to them in person, and nothing of what their desk is told of its records.
  'GET /v1/messages': all,
  'GET /v1/messages/count': all,
  'GET /v1/messages/:id': all,
  'POST /v1/messages/read': all,
  'POST /v1/messages/:id/read': all,
  'POST /v1/messages/:id/acknowledge': none,
  'GET /v1/message-settings': all,
  'POST /v1/message-settings': all,
  'GET /v1/message-channels': administratorAndAuditor,
  'POST /v1/message-channels/:channel/test': administrator,
  'GET /v1/message-deliveries': administratorAndAuditor,
  'GET /v1/message-templates': administratorAndAuditor,
  'GET /v1/webhooks': administrator,
  'GET /v1/webhooks/:id/deliveries': administrator,
  'POST /v1/webhooks': administrator,
  'POST /v1/webhooks/:id/pause': administrator,
  'POST /v1/webhooks/:id/resume': administrator,
  'POST /v1/webhooks/:id/remove': administrator,
  'POST /v1/webhooks/:id/test': administrator,

  'GET /v1/ledger/heads': all,
  'GET /v1/ledger/proof': auditor,
  'GET /v1/ledger/consistency': all,

  'GET /v1/imports': none,
  'GET /v1/imports/:id': none,
  'GET /v1/imports/:id/rows': none,
  'GET /v1/imports/:id/refused.xlsx': none,
  'POST /v1/imports/:id/commit': none,
  'POST /v1/imports/:id/discard': none,
  'POST /v1/imports/:id/undo': none,
  'POST /v1/imports/:id/resume': none,

  'GET /v1/map': none,
  'GET /v1/search': none,
  'GET /v1/map/shapes': none,
  'GET /v1/enterprises/:id/archive': none,
  'POST /v1/uploads': none,
  'PATCH /v1/uploads/:id': none,
  'GET /v1/uploads/:id': none,
  'DELETE /v1/uploads/:id': none,
  'GET /v1/files/:id': none,
  'GET /v1/files/:id/info': none,

  // Whoever appoints in an enterprise picks it from the register.
  'GET /v1/enterprises': administrator,
  'GET /v1/enterprises/:id': administrator,
  'GET /v1/{records}': none,
  'GET /v1/{records}/count': none,
  'GET /v1/{records}/export': none,
  'GET /v1/{records}/:id': none,
  'GET /v1/{records}/:id/history': auditor,
  'GET /v1/{records}/:id/papers': none,
  'GET /v1/{records}/:id/papers/:name': none,
  'GET /v1/{records}/import/template.xlsx': none,
  'POST /v1/{records}': none,
  'POST /v1/{records}/import': none,
  'POST /v1/{records}/:id/reveal': none,
  'POST /v1/{records}/:id/{action}': none,
};

const actionsOf = new Map(catalogue.map((type) => [type.plural, new Set(Object.keys(type.lifecycle.actions))]));

function pattern(method: string, url: string): string {
  const [, , plural = '', id, rest] = url.split('/');
  const actions = actionsOf.get(plural);
  if (actions === undefined) return `${method} ${url}`;
  const action = method === 'POST' && id === ':id' && rest !== undefined && actions.has(rest);
  return `${method} ${action ? '/v1/{records}/:id/{action}' : url.replace(`/v1/${plural}`, '/v1/{records}')}`;
}

/** Whose work of the three hands a route is; undefined when the table has no row for it. */
export function handsOf(method: string, url: string): readonly Hand[] | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  return table[`${asked} ${url}`] ?? table[pattern(asked, url)];
}

/** Every row that the table has, so that a test can find those whose route is gone. */
export const handRows: readonly string[] = Object.keys(table);
