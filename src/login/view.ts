/** What a login tells the person, in the order it happens. URLs are ready to show: printable, one piece. */
export type LoginEvent =
  /** The browser was asked to show `url`; `opened` is false when none could be started. */
  | { readonly kind: 'open'; readonly url: string; readonly opened: boolean }
  /** No browser here: `url` works in any browser whose `localhost:<port>` reaches this machine. */
  | { readonly kind: 'forward'; readonly url: string; readonly port: number }
  /** `url` works in any browser anywhere and ends on a page with a code to paste. */
  | { readonly kind: 'manual'; readonly url: string }
  /** The loopback listens until `until` (epoch seconds). */
  | { readonly kind: 'waiting'; readonly port: number; readonly until: number }
  /** Something changed that is no failure; one printable line. */
  | { readonly kind: 'note'; readonly text: string }
  /** What was pasted is no answer to this login; it goes on. One printable line, nothing of the paste in it. */
  | { readonly kind: 'rejected-paste'; readonly because: string }
  /** The answer came; no more paste is read. */
  | { readonly kind: 'exchanging' }
  /** The last event of a login that worked. One that fails ends in the thrown error instead. */
  | { readonly kind: 'done' };

/** Where the person is: plain lines, or a screen. */
export type LoginView = {
  readonly show: (event: LoginEvent) => void;
  /** The next thing pasted; `undefined` when no more can come, or when aborted. Never rejects. */
  readonly readPaste: (signal: AbortSignal) => Promise<string | undefined>;
  /** Aborted when the person gives up in the view: Ctrl-C raises no signal in a raw-mode terminal. */
  readonly cancelled?: AbortSignal;
};
