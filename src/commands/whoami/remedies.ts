import type { Facts } from '../../clients/facts.js';
import type { Source } from '../../clients/outcome.js';
import {
  withActive,
  withConfigDirectory,
  withLogin,
  withoutClaudeLogin,
  withoutHelper,
  withoutSetting,
  withoutVariables,
  withVariable,
} from './change-facts.js';

/** One thing that a person can do, and what the machine is like afterwards. */
export type Remedy = {
  /** `unset` is spelled for the shell at the end, all names in one line; `edit` is done by hand. */
  readonly kind: 'unset' | 'export' | 'run' | 'edit';
  /** The names to unset, `NAME=value`, the command line, or what to change. */
  readonly words: readonly string[];
  readonly apply: (facts: Facts) => Facts;
};

/** What all clients shall use in the end. */
export type Target = {
  readonly source: Source;
  /** Nobody is signed in as that profile yet. */
  readonly needsLogin?: true;
  /** In a directory that our own commands do not look into. */
  readonly elsewhere?: true;
};

const KEYS = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'CLAUDE_CODE_OAUTH_TOKEN'];
/** What sends Claude Code to another cloud. */
const CLOUD = /^CLAUDE_CODE_USE_[A-Z_]+$/;
const FEDERATION = [
  'ANTHROPIC_FEDERATION_RULE_ID',
  'ANTHROPIC_IDENTITY_TOKEN_FILE',
  'ANTHROPIC_IDENTITY_TOKEN',
  'ANTHROPIC_SERVICE_ACCOUNT_ID',
  'ANTHROPIC_ORGANIZATION_ID',
];

/** Everything that could help on this machine, the least intrusive first. */
export function remediesFor(facts: Facts, target: Target): readonly Remedy[] {
  const { source } = target;
  const kept = source.kind === 'variable' ? source.name : '';
  return [
    ...Object.keys(facts.env)
      .filter((name) => (KEYS.includes(name) || CLOUD.test(name)) && name !== kept)
      .flatMap((name) => unset(facts, [name])),
    ...(source.kind === 'federation-variables' ? [] : unset(facts, FEDERATION)),
    ...(source.kind === 'profile' ? profileRemedies(facts, source, target) : unset(facts, NAMED)),
    ...claudeRemedies(facts),
  ];
}

const NAMED = ['ANTHROPIC_PROFILE'];

export type ProfileSource = Extract<Source, { readonly kind: 'profile' }>;

function profileRemedies(
  facts: Facts,
  { name, directory }: ProfileSource,
  { needsLogin, elsewhere }: Target,
): readonly Remedy[] {
  const signIn = name === 'default' ? 'ant auth login' : `ant auth login --profile ${name}`;
  const named = facts.env.ANTHROPIC_PROFILE?.value?.trim() === name;
  const active = facts.directories.find(({ path }) => path === directory)?.active;
  const isActive = active?.state === 'name' ? active.name === name : name === 'default';
  return [
    ...(needsLogin ? [run(signIn, (machine) => withLogin(machine, directory, name))] : []),
    ...(named ? [] : unset(facts, NAMED)),
    ...(isActive || elsewhere
      ? []
      : [run(`ant profile activate ${name}`, (machine) => withActive(machine, directory, name))]),
    ...(named ? [] : [exported('ANTHROPIC_PROFILE', name)]),
    {
      kind: 'export',
      words: [`ANTHROPIC_CONFIG_DIR=${directory}`],
      apply: (machine) => withConfigDirectory(machine, directory),
    },
  ];
}

function claudeRemedies({ claudeCode }: Facts): readonly Remedy[] {
  if (claudeCode === undefined) return [];
  const { settings, login, loginKey } = claudeCode;
  const inFiles = settings.flatMap(({ path, apiKeyHelper, env }) => [
    ...(apiKeyHelper
      ? [edit(`in ${path}, remove "apiKeyHelper"`, (facts) => withoutHelper(facts, path))]
      : []),
    ...Object.keys(env)
      .filter((name) => CLOUD.test(name) || [...KEYS, ...FEDERATION, ...NAMED].includes(name))
      .map((name) =>
        edit(`in ${path}, remove "${name}" from "env"`, (facts) =>
          withoutSetting(facts, path, name),
        ),
      ),
  ]);
  if (login === 'absent' && !loginKey) return inFiles;
  return [...inFiles, edit('in Claude Code, type /logout', withoutClaudeLogin)];
}

/** Nothing when none of them is set. */
function unset(facts: Facts, names: readonly string[]): readonly Remedy[] {
  const words = names.filter((name) => facts.env[name] !== undefined);
  if (words.length === 0) return [];
  return [{ kind: 'unset', words, apply: (machine) => withoutVariables(machine, words) }];
}

function exported(name: string, value: string): Remedy {
  return {
    kind: 'export',
    words: [`${name}=${value}`],
    apply: (facts) => withVariable(facts, name, value),
  };
}

function run(command: string, apply: Remedy['apply']): Remedy {
  return { kind: 'run', words: [command], apply };
}

function edit(what: string, apply: Remedy['apply']): Remedy {
  return { kind: 'edit', words: [what], apply };
}
