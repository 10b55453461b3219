/** What an operator may set about the HTTP side. */
export interface HttpConfig {
  /** Behind HTTPS: cookies are marked Secure and browsers are told to stay on it. */
  readonly secure: boolean;
  /** Addresses of the proxies that are believed about the client's address, separated by commas; false believes none. */
  readonly trustProxy: boolean | string;
  /** The folder of the built console, or null to serve the API alone. */
  readonly webRoot: string | null;
  readonly bodyBytes: number;
  readonly rates: {
    /** Of one session. */
    readonly session: Rate;
    /** Of one address without a session. */
    readonly address: Rate;
    /** Log-ins and sign-ups from one address: each costs a password hash. */
    readonly login: Rate;
  };
  readonly version: string;
}

export interface Rate {
  /** Infinity switches the limit off. */
  readonly perSecond: number;
  readonly burst: number;
}

export const httpConfig: HttpConfig = {
  secure: false,
  trustProxy: false,
  webRoot: null,
  bodyBytes: 2 ** 20,
  rates: {
    session: { perSecond: 100, burst: 400 },
    address: { perSecond: 50, burst: 200 },
    login: { perSecond: 1, burst: 30 },
  },
  version: '0',
};
