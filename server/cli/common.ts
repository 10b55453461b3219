/** The flags that every command on a database takes. */
export interface CommonOptions {
  readonly data?: string;
  readonly database?: string;
  readonly json?: boolean;
}
