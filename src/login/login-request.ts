import type { Host } from '../host.js';

/** What a login needs of the machine. It keeps nothing: the caller stores what it returns. */
export type LoginHost = Pick<
  Host,
  'http' | 'interrupt' | 'listen' | 'now' | 'openBrowser' | 'random' | 'sleep'
>;

/** One login, as asked for. Both URLs come from `parseBaseUrl`. */
export type LoginRequest = {
  readonly consoleUrl: URL;
  readonly baseUrl: URL;
  readonly clientId: string;
  /** Space separated. */
  readonly scope: string;
  readonly workspaceId?: string;
  readonly organizationId?: string;
  /**
   * `browser`: listen, open a browser, and take a pasted code as well. `callback`: listen on `port`
   * for a browser elsewhere, as through `ssh -L`. `paste`: no listener, a pasted code only.
   */
  readonly mode: 'browser' | 'callback' | 'paste';
  /** 0 for any; `paste` has none. */
  readonly port: number;
  /** How long a listener waits. A paste has no limit of its own. */
  readonly timeoutSeconds: number;
  readonly userAgent: string;
};
