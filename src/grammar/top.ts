import type { Spec } from './spec.js';

export const completion = {
  path: ['completion'],
  summary: 'print the script that makes Tab complete ant',
  details: `Each script asks ant itself, so it stays right when profiles come and go.

  bash        ant completion bash > ~/.local/share/bash-completion/completions/ant
  zsh         ant completion zsh > "\${fpath[1]}/_ant"   (then start a new shell)
  fish        ant completion fish > ~/.config/fish/completions/ant.fish
  powershell  ant completion powershell >> $PROFILE`,
  arguments: [
    {
      name: 'shell',
      summary: 'the shell to complete in',
      required: true,
      choices: ['bash', 'zsh', 'fish', 'powershell'],
    },
  ],
  flags: [],
  examples: [
    { command: 'source <(ant completion bash)', does: 'try it in this shell, where that is bash' },
    { command: 'source <(ant completion zsh)', does: 'the same in zsh' },
    { command: 'ant completion fish | source', does: 'the same in fish' },
  ],
} as const satisfies Spec;

export const help = {
  path: ['help'],
  summary: 'explain a command, the exit codes or the environment variables',
  arguments: [
    {
      name: 'topic',
      summary: 'the words of a command, or exit-codes, or environment',
      required: false,
      many: true,
      completes: 'command',
    },
  ],
  flags: [],
  examples: [
    { command: 'ant help auth login', does: 'the same as `ant auth login --help`' },
    { command: 'ant help exit-codes', does: 'what a script may rely on' },
    { command: 'ant help environment', does: 'every variable ant reads' },
  ],
} as const satisfies Spec;

export const version = {
  path: ['version'],
  summary: 'print the version',
  arguments: [],
  flags: [],
  examples: [],
} as const satisfies Spec;

export const topSpecs = [completion, help, version] as const;
