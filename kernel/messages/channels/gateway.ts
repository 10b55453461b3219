import type { Clock } from '#kernel/clock/clock.ts';
import { signedHeaders } from '../sign.ts';
import { type Channel, Undeliverable } from './channel.ts';

export interface GatewaySettings {
  readonly url: string;
  /** Shared with the gateway; each request is signed with it. */
  readonly secret: string;
}

const patience_ms = 15_000;

/**
 * Text messages or calls through a gateway that speaks HTTP: one POST of `{id, channel, to, text}` for each. 2xx is accepted, 408, 429 and 5xx are tried
 * again, anything else is refused for good.
 */
export function gatewayChannel(name: 'sms' | 'voice', { url, secret }: GatewaySettings, clock: Clock): Channel {
  return {
    target: new URL(url).host,
    send: async ({ id, to, text }) => {
      const body = JSON.stringify({ id, channel: name, to, text });
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: signedHeaders(secret, id, clock.now(), body),
        redirect: 'error',
        signal: AbortSignal.timeout(patience_ms),
      });
      await answer.body?.cancel();
      if (answer.ok) return 'sent';
      const reason = `the gateway answered ${answer.status}`;
      if (answer.status >= 500 || answer.status === 408 || answer.status === 429) throw new Error(reason);
      throw new Undeliverable(reason);
    },
    close: () => undefined,
  };
}
