import { AntError } from '../../errors.js';
import type { ChildResult, Env, Host } from '../../host.js';
import { printable } from '../../printable.js';

/** What a demo is played on: a sandbox, a private directory, and the program itself as its own player. */
export type Stage = {
  readonly host: Host;
  readonly port: number;
  readonly origin: string;
  /** Private, and removed at the end. */
  readonly directory: string;
  /** Receives the story, a line at a time. */
  readonly tell: (line: string) => void;
  /** What was run, for `--json`. */
  readonly played: { readonly command: string; readonly exit_code: number }[];
};

type Line = {
  readonly words: readonly string[];
  /** The exit code the story calls for. */
  readonly ends?: number;
  readonly input?: string;
  /** The answer is a secret: say so instead of showing it. */
  readonly secret?: boolean;
  readonly onErrorLine?: (line: string) => void;
};

/** Runs one command as a user would type it, and shows the command and what it printed. */
export async function play(stage: Stage, line: Line): Promise<ChildResult> {
  const { host, tell } = stage;
  const command = `ant ${line.words.join(' ')}`;
  tell('');
  tell(`  $ ${command.replaceAll(`${stage.directory}/`, '')}`);
  const result = await host.child([...host.self, ...line.words], {
    env: stageEnvironment(stage),
    signal: host.interrupt,
    ...(line.input !== undefined && { input: line.input }),
    ...(line.onErrorLine && { onErrorLine: line.onErrorLine }),
  });
  if (host.interrupt.aborted) throw new AntError('interrupted', 'the demo was interrupted');
  const shown = line.secret ? '(a token; it went through a pipe and was not shown)\n' : result.out;
  for (const text of `${result.err}${shown}`.split('\n').filter((each) => each !== '')) {
    tell(`  | ${printable(text, 2000)}`);
  }
  stage.played.push({ command, exit_code: result.exitCode });
  const { ends = 0 } = line;
  if (result.exitCode === ends) return result;
  throw new AntError(
    'check-failed',
    `the demo: \`${command}\` ended with ${result.exitCode}, not ${ends}`,
  );
}

/** Nothing of this machine's own credentials takes part, nor a keychain: to sign out it would be asked too. */
function stageEnvironment({ host, origin, directory }: Stage): Env {
  const kept = Object.entries(host.env).filter(([name]) => !name.startsWith('ANTHROPIC_'));
  return {
    ...Object.fromEntries(kept),
    ANTHROPIC_BASE_URL: origin,
    ANTHROPIC_CONSOLE_URL: origin,
    ANTHROPIC_CONFIG_DIR: `${directory}/config`,
    // On Linux the only way to a keychain, which may ask for its password or not answer.
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    NO_COLOR: '1',
  };
}
