import { type Static, Type } from 'typebox';
import { lines } from '#modules/net/lines.ts';
import { parseFile } from './pack-file.ts';

const text = Type.String({ minLength: 1 });
const weights = Type.Record(Type.String(), Type.Number({ minimum: 0 }));
const line = Type.Union(Object.keys(lines).map((code) => Type.Literal(code)));
const scale = Type.Union([Type.Literal('large'), Type.Literal('medium'), Type.Literal('small'), Type.Literal('micro')]);
export type Scale = Static<typeof scale>;

const trade = Type.Object({
  /** Class of GB/T 4754-2017, four digits. */
  trade: Type.String({ pattern: '^\\d{4}$' }),
  line,
  weight: Type.Number({ minimum: 0 }),
  /** Name patterns: {city} and {place} are short names of where it stands, {brand} is invented. */
  names: Type.Array(text, { minItems: 1 }),
  /** Keys of `licences`. */
  licences: Type.Array(text),
  /** Weights of large, medium, small, micro. */
  scales: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
  /** 0 … 3: how many safety people it is given. */
  hazard: Type.Number(),
  /** What the weight is multiplied by in a county or city. */
  at: Type.Optional(weights),
  /** As `at`, and nowhere else. */
  only: Type.Optional(weights),
  /** Organisation category of GB 32100-2015 when it is no company. */
  category: Type.Optional(text),
});
export type TradeRow = Static<typeof trade>;

const licence = Type.Object({
  name: text,
  /** {year}, {county}, {n4}, {n6} are filled in. */
  number: text,
  issuer: text,
  at: Type.Union([Type.Literal('province'), Type.Literal('city'), Type.Literal('county')]),
  /** Years of validity; 0 is without end. */
  years: Type.Number({ minimum: 0 }),
});
export type LicenceRow = Static<typeof licence>;

/** `enterprises/tables.json`. */
export const enterpriseTables = Type.Object({
  notice: text,
  trades: Type.Array(trade),
  licences: Type.Record(Type.String(), licence),
  /** The kind of organisation in charge of a line; a line that is missing here has nobody: the gap list. */
  departments: Type.Record(Type.String(), text),
  county_weights: weights,
  default_county_weight: Type.Number({ exclusiveMinimum: 0 }),
  fixed_columns: Type.Array(text),
  /** Enterprises that are always there, for the demonstration's log-ins: name, trade, township or county, scale, employees. */
  fixed: Type.Array(Type.Tuple([text, text, text, scale, Type.Number()])),
  brands: Type.Tuple([text, text]),
  streets: Type.Array(text),
  surnames: text,
  given: Type.Array(text),
});
export type EnterpriseTables = Static<typeof enterpriseTables>;

/** Throws a RangeError that names the first place where the file differs. */
export function parseEnterpriseTables(json: unknown): EnterpriseTables {
  return parseFile(enterpriseTables, json, 'enterprises/tables.json');
}
