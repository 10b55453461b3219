/** A prepared statement: `name` keeps its plan on the connection, so one name must always mean one text run under one role. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

export interface Result<Row> {
  readonly rows: Row[];
  readonly rowCount: number | null;
}
