import { rungNames } from '#kernel/clock/ladder.ts';
import { dayOf } from '#kernel/clock/zone.ts';
import type { Catalogue } from '#kernel/executor/catalogue.ts';
import type { ParameterRow } from '#kernel/parameters/parameters.ts';
import type { Language, Text } from '#kernel/text.ts';
import type { ChannelName } from './kinds.ts';

/** What an item of a message is about; codes, never sentences, so that it reads in any language and by any day's template. */
export interface Facts {
  readonly title?: string;
  /** A state of the record's lifecycle. */
  readonly state?: string;
  /** ISO 8601. */
  readonly due_at?: string;
  readonly rung?: number;
  /** Whom another message went to. */
  readonly desk?: Text;
  /** How many things that other message stands for. */
  readonly count?: number;
  /** By which a test message goes out. */
  readonly channel?: ChannelName;
}

export interface Item {
  readonly record_type: string | null;
  readonly record_id: string | null;
  readonly facts: Facts;
}

interface Template {
  readonly one: Text;
  readonly many: Text;
}

/** How words are found: templates by the day, labels of types and states. */
export interface Wording {
  readonly template: (kind: string) => ParameterRow;
  readonly catalogue: Catalogue;
}

const languages = ['zh', 'en'] as const;

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && languages.every((each) => typeof Reflect.get(value, each) === 'string');
}

/** Throws an Error on a template that lacks a sentence. */
export function templateOf({ name, value }: ParameterRow): Template {
  const sentences: unknown = value;
  const [one, many]: unknown[] =
    typeof sentences === 'object' && sentences !== null ? [Reflect.get(sentences, 'one'), Reflect.get(sentences, 'many')] : [];
  if (!isText(one) || !isText(many)) throw new Error(`the template ${name} lacks a sentence for one or for many`);
  return { one, many };
}

/** Puts facts into the braces of a sentence; a brace without a fact becomes a dash. */
export function fill(sentence: string, facts: Readonly<Record<string, string | undefined>>): string {
  return sentence.replace(/\{([a-z]+)\}/g, (_, name: string) => facts[name] ?? '—');
}

function rungOf(rung: number | undefined): Text | undefined {
  return Object.entries(rungNames).find(([number]) => Number(number) === rung)?.[1];
}

function wordsOf(item: Item, wording: Wording, language: Language): Record<string, string | undefined> {
  const { title, state, due_at, rung, desk, count } = item.facts;
  const type = item.record_type === null ? undefined : wording.catalogue.find(item.record_type);
  const label = state === undefined ? undefined : type?.lifecycle.states[state]?.label;
  return {
    type: type?.label[language] ?? item.record_type ?? undefined,
    title: title ?? '',
    state: label?.[language] ?? state,
    due: due_at === undefined ? undefined : dayOf(new Date(due_at)),
    rung: rungOf(rung)?.[language],
    desk: desk?.[language],
    count: count?.toString(),
  };
}

function inBoth(write: (language: Language) => string): Text {
  return { zh: write('zh'), en: write('en') };
}

/** What one item says. */
export function itemText(kind: string, item: Item, wording: Wording): Text {
  const { one } = templateOf(wording.template(kind));
  return inBoth((language) => fill(one[language], wordsOf(item, wording, language)));
}

/** What a message says: its one item, or how many there are. */
export function messageText(kind: string, items: readonly Item[], count: number, wording: Wording): Text {
  const [first] = items;
  if (count === 1 && first !== undefined) return itemText(kind, first, wording);
  const { many } = templateOf(wording.template(kind));
  return inBoth((language) => fill(many[language], { count: String(count) }));
}
