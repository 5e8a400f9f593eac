import type { Host } from '../host.js';

/** What a command found out. `value` is what `--json` prints; `text` is only drawn if someone will read it. */
export type Answer = {
  /** JSON-able; a `Secret` in it prints as `[secret]`. `undefined`: nothing to print even with `--json`. */
  readonly value: unknown;
  /** What stdout gets without `--json`, final newline included; the empty string prints nothing. */
  readonly text: () => string;
  /** Default 0. `--json` never changes it. */
  readonly exitCode?: number;
};

/** A command's body. `input` is what the parser made of the command's own data in `grammar/`. */
export type Run<Given> = (host: Host, input: Given) => Promise<Answer>;
