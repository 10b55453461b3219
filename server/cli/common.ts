/** The flags that every command on a database takes. */
export interface CommonOptions {
  readonly data?: string;
  readonly database?: string;
  readonly json?: boolean;
}

/** Set by the caller of `main` only: what another part of the same start is still doing. */
export interface Surroundings {
  /** Settles when the console's files are built; absent when they are there. */
  readonly webBuilt?: Promise<void>;
}
