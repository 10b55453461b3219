import type { Detail } from '#kernel/problem/problem.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { mayView, type ScopeColumns } from '#kernel/scope/scope.ts';
import type { Because } from '#kernel/text.ts';
import { decideBuiltin, isBuiltin } from './builtin.ts';
import type { Agreed, Decision, Environment, Refused } from './decision.ts';
import { recordFigures } from './figures.ts';
import { readInput } from './input.ts';
import * as refusal from './refusal.ts';
import type { ActionSpec, Context, Row, Rule, StateSpec } from './table.ts';

type AnyContext = Context<Fields>;
type AnyAction = ActionSpec<Fields, string>;

/** Whether the act could be taken at all, before anybody types anything: the desk greys a button with this. */
export function obstacle(type: AnyRecordType, row: Row<Fields> | null, action: AnyAction, environment: Environment): Refused | null {
  const state = refusal.wrongState(type, row, action);
  if (state !== null) return { ok: false, kind: 'state', refusals: [state] };
  const permission = refusal.notPermitted(action, environment, row !== null && !mayView(environment.actor, row));
  return permission === null ? null : { ok: false, kind: 'permission', refusals: [permission] };
}

function blankRow(type: AnyRecordType, id: string, moment: Date): Row<Fields> {
  const values = Object.fromEntries(Object.keys(type.fields).map((name) => [name, null]));
  const at = moment.toISOString();
  const scope: ScopeColumns = { region: '', line: '', subject: null, agency: null };
  return { ...values, ...scope, id, version: 0, state: '', desk: null, due_at: null, rung: 0, opened_at: at, changed_at: at };
}

function resultingScope(type: AnyRecordType, action: AnyAction, context: AnyContext): ScopeColumns {
  const { row, after } = context;
  const subject = type.subject === undefined ? row.subject : type.subject === 'self' ? context.id : after[type.subject];
  const scope = {
    region: row.region,
    line: row.line,
    agency: row.agency,
    subject: typeof subject === 'string' ? subject : null,
    ...action.scope?.(context),
  };
  if (scope.region === '' && !action.beyond) throw new Error(`${type.name}: an act that creates a record must give it a region`);
  return scope;
}

function contextOf(
  type: AnyRecordType,
  id: string,
  known: Row<Fields> | null,
  values: Context<Fields>['input'],
  environment: Environment,
): AnyContext {
  const row = known ?? blankRow(type, id, environment.moment);
  const { actor, moment, today, facts, parameter, register } = environment;
  return {
    id,
    row,
    input: values,
    after: { ...row, ...values },
    actor,
    moment,
    today,
    figures: recordFigures(parameter, []),
    facts,
    register,
  };
}

/** The rules that do not hold; a rule that lacks a fact goes on the list of unknowns. */
function checkRules(
  action: AnyAction,
  context: AnyContext,
  asked: (rule: Rule<Fields>) => boolean = () => true,
): { broken: Detail[]; unknown: string[] } {
  const broken: Detail[] = [];
  const unknown: string[] = [];
  for (const rule of (action.rules ?? []).filter(asked)) {
    const answer = rule.holds(context);
    if (answer === 'unknown') unknown.push(rule.name);
    else if (!answer) broken.push(refusal.brokenRule(rule));
  }
  return { broken, unknown };
}

function deadlineAfter(
  spec: StateSpec<Fields>,
  action: AnyAction,
  context: AnyContext,
  to: string,
  environment: Environment,
): Agreed['deadline'] {
  const moves = action.due !== undefined;
  if (action.to === 'same' && !moves) return 'keep';
  const due = action.due ?? spec.within;
  if (due === undefined) return 'close';
  const { value, because } = environment.deadline(due(context), environment.moment);
  return { open: { kind: to, due_at: value, because } };
}

function agree(
  type: AnyRecordType,
  name: string,
  action: AnyAction,
  before: AnyContext,
  environment: Environment,
  unknown: readonly string[],
): Decision {
  const used: Because[] = [];
  const figures = recordFigures(environment.parameter, used);
  const entered: AnyContext = { ...before, figures };
  const set = action.set?.(entered) ?? {};
  const context: AnyContext = { ...entered, after: { ...entered.after, ...set } };
  const { row } = context;
  const scope = resultingScope(type, action, context);
  if (!action.beyond && !environment.consequence && !mayView(environment.actor, scope)) {
    return { ok: false, kind: 'permission', refusals: [refusal.outsideScope] };
  }
  const to = action.to === 'same' ? row.state : typeof action.to === 'function' ? action.to(context) : action.to;
  const spec = type.lifecycle.states[to];
  if (spec === undefined) throw new Error(`${type.name}.${name} leads to the unknown state ${to}`);
  // A deadline counts with the scope that the record will have.
  const settled: AnyContext = { ...context, row: { ...row, ...scope, state: to } };
  const deadline = deadlineAfter(spec, action, settled, to, environment);
  const kept = deadline === 'keep';
  return {
    ok: true,
    action: name,
    from: row.state === '' ? null : row.state,
    to,
    values: { ...context.input, ...set },
    system: {
      ...scope,
      state: to,
      desk: action.to === 'same' ? row.desk : (spec.owes?.(settled) ?? null),
      due_at: typeof deadline === 'object' ? deadline.open.due_at : kept ? row.due_at : null,
      rung: kept ? row.rung : 0,
    },
    deadline,
    then: action.then?.(settled) ?? [],
    because: typeof deadline === 'object' ? [...used, ...deadline.open.because] : used,
    unknown,
  };
}

/**
 * The only place where a state changes. Pure and synchronous: the same code on server, desk and phone.
 * Refusals come in the order state, permission, input (missing, unexpected, ill-formed), rule; the first kind met is answered, wholly.
 * @param row the record as it is, or null to create one with the id given.
 */
export function decide(
  type: AnyRecordType,
  target: { readonly id: string; readonly row: Row<Fields> | null },
  name: string,
  input: Readonly<Record<string, unknown>>,
  environment: Environment,
): Decision {
  if (isBuiltin(name)) return decideBuiltin(type, target.row, name, input, environment);
  const action = type.lifecycle.actions[name];
  if (action === undefined) return { ok: false, kind: 'state', refusals: [refusal.noSuchAction(name)] };
  const blocked = obstacle(type, target.row, action, environment);
  if (blocked !== null) return blocked;
  const read = readInput(type, action, input);
  if (read.refusals.length > 0) return { ok: false, kind: 'input', refusals: read.refusals };
  const context = contextOf(type, target.id, target.row, read.values, environment);
  const { broken, unknown } = checkRules(action, context);
  if (broken.length > 0) return { ok: false, kind: 'rule', refusals: broken };
  return agree(type, name, action, context, environment, unknown);
}

export interface ActionOffer {
  readonly name: string;
  readonly allowed: boolean;
  readonly refusals: readonly Detail[];
}

/**
 * What this actor's post may do with a row: each action of his roles, allowed or refused with the reason. A rule that names a field is about what will be
 * typed and is left to `decide`; the others are about the row, the actor and the facts, and are asked at once.
 */
export function offers(type: AnyRecordType, row: Row<Fields>, environment: Environment): readonly ActionOffer[] {
  const mine = Object.entries(type.lifecycle.actions).filter(
    ([, action]) => action.from !== null && !action.consequence && action.by.some((role) => environment.actor.roles.includes(role)),
  );
  return mine.map(([name, action]) => {
    const blocked = obstacle(type, row, action, environment);
    if (blocked !== null) return { name, allowed: false, refusals: blocked.refusals };
    const { broken } = checkRules(action, contextOf(type, row.id, row, {}, environment), (rule) => rule.field === undefined);
    return { name, allowed: broken.length === 0, refusals: broken };
  });
}
