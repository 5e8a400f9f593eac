import {
  byState,
  either,
  fields,
  list,
  maybe,
  number,
  type Read,
  record,
  text,
  word,
  yesOrNo,
} from './decode.js';
import type {
  ActiveFact,
  ClaudeCodeFacts,
  ConfigFact,
  CredentialsFact,
  DirectoryFact,
  Facts,
  ProfileFact,
  VariableFact,
} from './facts.js';

type In<T, S> = Extract<T, { readonly state: S }>;

const variable = fields<VariableFact>({
  state: word('empty', 'blank', 'set'),
  value: maybe(text),
  kind: maybe(word('api-key', 'admin-key', 'access-token', 'refresh-token', 'jwt', 'other')),
  fingerprint: maybe(text),
  padded: maybe(word(true)),
  controls: maybe(word(true)),
});

const bare = fields<{ state: 'absent' | 'empty' | 'unreadable' }>({
  state: word('absent', 'empty', 'unreadable'),
});
const active = byState<ActiveFact>({
  absent: bare,
  empty: bare,
  invalid: fields<In<ActiveFact, 'invalid'>>({
    state: word('invalid'),
    elsewhere: maybe(word(true)),
  }),
  unreadable: bare,
  name: fields<In<ActiveFact, 'name'>>({
    state: word('name'),
    name: text,
    mark: maybe(word(true)),
  }),
});

const absent = fields<{ state: 'absent' }>({ state: word('absent') });
const faulty = fields<{ state: 'unreadable' | 'invalid'; because: string }>({
  state: word('unreadable', 'invalid'),
  because: text,
});

const config = byState<ConfigFact>({
  absent,
  unreadable: faulty,
  invalid: faulty,
  found: fields<In<ConfigFact, 'found'>>({
    state: word('found'),
    type: maybe(text),
    mode: maybe(number),
    bare: maybe(word(true)),
    fields: record(text),
    identityToken: maybe(
      fields<{ source?: string; path?: string }>({ source: maybe(text), path: maybe(text) }),
    ),
    store: maybe(word('split', 'keychain', 'file')),
  }),
});

const credentials = byState<CredentialsFact>({
  absent,
  unreadable: faulty,
  invalid: faulty,
  found: fields<In<CredentialsFact, 'found'>>({
    state: word('found'),
    open: yesOrNo,
    mode: maybe(number),
    link: maybe(word(true)),
    type: maybe(text),
    expiresAtText: maybe(number),
    accessToken: yesOrNo,
    emptyToken: maybe(word(true)),
    refreshToken: yesOrNo,
    expiresAt: maybe(either(number, word('odd'))),
    workspaceId: maybe(text),
    organizationId: maybe(text),
  }),
});

const directory = fields<DirectoryFact>({
  path: text,
  by: word('ANTHROPIC_CONFIG_DIR', 'XDG_CONFIG_HOME', 'APPDATA', 'HOME'),
  active,
  profiles: record(fields<ProfileFact>({ config, credentials })),
});

const claudeCode = fields<ClaudeCodeFacts>({
  settings: list(
    fields<ClaudeCodeFacts['settings'][number]>({
      path: text,
      state: word('found', 'unreadable', 'invalid'),
      project: maybe(word('here', 'root')),
      apiKeyHelper: yesOrNo,
      env: record(variable),
    }),
  ),
  login: word('absent', 'found', 'unknown'),
  loginKey: maybe(word(true)),
});

/** Facts from a snapshot. An `AntError('file')` says which part of it makes no sense. */
export const readFacts: Read<Facts> = fields<Facts>({
  now: number,
  platform: word('linux', 'darwin', 'win32'),
  env: record(variable),
  directories: list(directory),
  tokenFiles: record(word('absent', 'empty', 'found', 'unreadable')),
  claudeCode: maybe(claudeCode),
});
