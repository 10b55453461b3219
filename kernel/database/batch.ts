import pg from 'pg';
import type { Result, Statement } from './statement.ts';

type Parser = (text: string) => unknown;
type Row = Record<string, unknown>;

/** How the rows of a statement read: the same each time, so it is asked for once on a connection. */
interface Shape {
  readonly names: readonly string[];
  readonly parsers: readonly Parser[];
}

/** What of pg's connection is used here. Its types are of an older version and lack the registry of prepared statements. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly unknown[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: null): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
}

interface Description {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

/** pg's own encoding of values; its types do not name it. */
const { prepareValue } = (pg as unknown as { readonly utils: { prepareValue(value: unknown): unknown } }).utils;

const shapes = new WeakMap<Wire, Map<string, Shape>>();
const nothing: Shape = { names: [], parsers: [] };

function shapesOf(wire: Wire): Map<string, Shape> {
  const known = shapes.get(wire) ?? new Map<string, Shape>();
  shapes.set(wire, known);
  return known;
}

function shapeOf({ fields }: Description): Shape {
  return {
    names: fields.map((each) => each.name),
    // The parser of a type in text format; pg's types know only the numbers of its own list.
    parsers: fields.map((each) => pg.types.getTypeParser(each.dataTypeID, 'text') as Parser),
  };
}

/** A statement without values is its own name: BEGIN and COMMIT are parsed once like everything else. */
function nameOf({ name, text, values }: Statement): string {
  return name ?? (values === undefined && text.length <= 60 ? text : '');
}

/** The text that a connection knows, or will by then, under a name. */
function textOf(wire: Wire, name: string): string | undefined {
  return name === '' ? undefined : (wire.parsedStatements[name] ?? wire.submittedNamedStatements[name]);
}

/**
 * Statements that go out with one synchronisation at their end, as the protocol's pipelines do: PostgreSQL answers them in one piece instead of
 * sending each answer on its own, and is not asked again what the rows of a known statement look like. After the first failure the rest is
 * skipped, a COMMIT or ROLLBACK among them: whoever sends one rolls back by himself then.
 */
export class Batch extends pg.Query {
  readonly #statements: readonly Statement[];
  readonly #results: Result<Row>[] = [];
  readonly #resolve: (results: Result<Row>[]) => void;
  readonly #reject: (error: Error) => void;
  #shape: Shape | undefined;
  #rows: Row[] = [];
  #wire: Wire | undefined;
  #fresh = new Set<string>();
  #broken: Error | undefined;

  constructor(statements: readonly Statement[], resolve: (results: Result<Row>[]) => void, reject: (error: Error) => void) {
    super('');
    this.#statements = statements;
    this.#resolve = resolve;
    this.#reject = reject;
    // pg hands over its own connection, see Wire; an error that is answered comes back by handleError.
    this.submit = (connection) => this.#submit(connection as unknown as Wire);
  }

  #submit(wire: Wire): Error | null {
    try {
      for (const each of this.#statements) this.#check(wire, each);
      const values = this.#statements.map((each) => (each.values ?? []).map(prepareValue));
      this.#send(wire, values);
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** One name, one text; found out before anything is on the wire. */
  #check(wire: Wire, statement: Statement): void {
    const name = nameOf(statement);
    const known = textOf(wire, name);
    if (known !== undefined && known !== statement.text) throw new Error(`two texts under the one name ${name}`);
  }

  #send(wire: Wire, values: readonly (readonly unknown[])[]): void {
    this.#wire = wire;
    wire.stream.cork();
    this.#statements.forEach((statement, index) => {
      const name = nameOf(statement);
      this.#prepare(wire, name, statement.text);
      wire.bind({ statement: name, values: values[index] ?? [] });
      if (!shapesOf(wire).has(name)) wire.describe({ type: 'P', name: '' });
      wire.execute(null);
    });
    wire.sync();
    wire.stream.uncork();
    this.#expect();
  }

  #prepare(wire: Wire, name: string, text: string): void {
    if (textOf(wire, name) !== undefined) return;
    wire.parse({ name, text });
    if (name === '') return;
    wire.submittedNamedStatements[name] = text;
    this.#fresh.add(name);
  }

  /** Sets up for the answer of the next statement. */
  #expect(): void {
    const next = this.#statements[this.#results.length];
    this.#rows = [];
    this.#shape = next === undefined || this.#wire === undefined ? undefined : shapesOf(this.#wire).get(nameOf(next));
  }

  handleRowDescription(message: Description): void {
    this.#shape = shapeOf(message);
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const { names, parsers } = this.#shape ?? nothing;
    const row: Row = {};
    try {
      for (let index = 0; index < names.length; index += 1) {
        const value = fields[index];
        row[names[index] ?? ''] = value === null || value === undefined ? null : parsers[index]?.(value);
      }
    } catch (error) {
      this.#broken ??= error instanceof Error ? error : new Error(String(error));
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const statement = this.#statements[this.#results.length];
    const count = /\d+$/.exec(text)?.[0];
    this.#results.push({ rows: this.#rows, rowCount: count === undefined ? null : Number(count) });
    if (statement !== undefined) this.#learn(nameOf(statement), statement.text);
    this.#expect();
  }

  #learn(name: string, text: string): void {
    const wire = this.#wire;
    if (wire === undefined || name === '') return;
    wire.parsedStatements[name] = text;
    delete wire.submittedNamedStatements[name];
    this.#fresh.delete(name);
    const known = shapesOf(wire);
    if (!known.has(name)) known.set(name, this.#shape ?? nothing);
  }

  /** Statements sent for the first time and not answered may or may not be prepared by now: they are closed, and sent anew when next wanted. */
  handleError(error: Error): void {
    const wire = this.#wire;
    for (const name of this.#fresh) {
      if (wire === undefined) break;
      delete wire.submittedNamedStatements[name];
      wire.close({ type: 'S', name });
    }
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    if (this.#broken === undefined) this.#resolve(this.#results);
    else this.#reject(this.#broken);
  }
}
