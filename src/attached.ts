/** Rewrites a stream of bytes: what to pass on of a chunk now, and at the end what was held back. */
export type OutputFilter = {
  readonly push: (chunk: Uint8Array) => Uint8Array;
  readonly end: () => Uint8Array;
};

export type AttachedOptions = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Makes a filter for stdout and one for stderr, where they are no terminals. Without it both are handed through. */
  readonly filter?: () => OutputFilter;
};

/** How a program ended that had our place. */
export type AttachedEnd = {
  /** The program's own; when a signal ended it, 128 and the signal's number. */
  readonly exitCode: number;
  /**
   * Ends this process by the signal that ended the program, or by SIGKILL where a write that nobody reads
   * would keep it from exiting. Returns when it need not be ended so.
   */
  readonly followSuit: () => void;
};

export type OwnDirectory = { readonly path: string; readonly remove: () => Promise<void> };

/** Running a program in our place. */
export type Attached = {
  /**
   * Runs it with our terminal and standard input, passes signals on, and waits for its end. An
   * `AntError('command-not-found')` or `('command-not-runnable')` when it cannot be started.
   */
  readonly run: (command: readonly string[], options: AttachedOptions) => Promise<AttachedEnd>;
  /** A new private directory of this process. Those that killed processes left behind are removed. */
  readonly directory: () => Promise<OwnDirectory>;
};
