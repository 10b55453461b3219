/** What leaves the platform to one address. */
export interface Envelope {
  /** The same on every try, so that the other side can tell a repetition. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** A way out of the platform. */
export interface Channel {
  /** Where it leads, without anything secret; null when nothing is set and it only keeps a log. */
  readonly target: string | null;
  /**
   * Sends one envelope; `logged` when nothing is set and it went nowhere. Throws an Undeliverable when no further try can help, any other error when
   * one may.
   */
  send(envelope: Envelope): Promise<'sent' | 'logged'>;
  close(): void;
}

/** The other side refused this address or this text for good. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}

/** What stands in for a gateway that nobody has set: what would have been said is kept in the log of deliveries, and nothing is sent. */
export const logOnly: Channel = { target: null, send: async () => 'logged', close: () => undefined };
