import { createTransport } from 'nodemailer';
import { type Channel, Undeliverable } from './channel.ts';

export interface EmailSettings {
  /** `smtp://host:port` or `smtps://host:port`, with user and password before the host; STARTTLS is used where the server offers it. */
  readonly url: string;
  /** `安网 <noreply@example.cn>` */
  readonly from: string;
}

const patience_ms = 20_000;

/** 4yz may pass by itself; 5yz will not (RFC 5321 4.2.1). */
function isForGood(error: unknown): boolean {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'responseCode') : undefined;
  return typeof code === 'number' && code >= 500;
}

/** What nodemailer would read of the address by itself, beside which it takes no time limits. */
function connectionOf(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const auth = username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } };
  return { host: hostname, port: port === '' ? (secure ? 465 : 587) : Number(port), secure, ...auth };
}

/** Plain text by SMTP. Nothing of the message can become a header: nodemailer folds and encodes them. */
export function emailChannel({ url, from }: EmailSettings): Channel {
  const limits = { connectionTimeout: patience_ms, greetingTimeout: patience_ms, socketTimeout: patience_ms };
  const transport = createTransport({ ...connectionOf(url), ...limits }, { from });
  return {
    target: new URL(url).host,
    send: async ({ id, to, subject, text }) => {
      try {
        await transport.sendMail({ to: { name: '', address: to }, subject, text, messageId: `<${id}@anwang>` });
        return 'sent';
      } catch (error) {
        if (isForGood(error)) throw new Undeliverable(error instanceof Error ? error.message : String(error));
        throw error;
      }
    },
    close: () => transport.close(),
  };
}
