import { mint } from './mint.js';

/** A file with something in it that a scan must find. */
export type Planted = {
  /** Below the home. */
  readonly path: string;
  readonly text: string;
  /** Every finding in it, as `line:column rule`. */
  readonly found: readonly string[];
  /** What must not be seen anywhere. */
  readonly secret: string;
};

/** The columns of a line in which pieces of it begin. */
function plant(
  path: string,
  text: (key: string) => string,
  expected: readonly (readonly [rule: string, piece: string])[],
): Planted {
  const key = mint('api03');
  const whole = text(key);
  const found = expected.map(([rule, piece]) => {
    const at = whole.indexOf(piece === 'KEY' ? key : piece);
    const before = whole.slice(0, at).split('\n');
    return `${before.length}:${(before.at(-1) ?? '').length + 1} ${rule}`;
  });
  return { path, text: whole, found, secret: key };
}

const API = 'ANTHROPIC_API_KEY';
const BOTH = [
  ['shadowing-variable', API],
  ['key-literal', 'KEY'],
] as const;

/** One of every kind of site, in the home and in a project below it. */
export function plantedSites(): readonly Planted[] {
  const set = (key: string) => `# mine\nexport ${API}=${key}\n`;
  const line = (key: string) => `OTHER=1\n${API}=${key}\n`;
  const env = (key: string) => JSON.stringify({ env: { [API]: key } }, null, 2);
  return [
    ...[
      '.bashrc',
      '.bash_profile',
      '.profile',
      '.zshrc',
      '.zshenv',
      '.zprofile',
      '.zshrc.local',
      '.bashrc.d/keys',
      '.extra',
      'project/.envrc',
      'project/deploy.sh',
    ].map((path) => plant(path, set, BOTH)),
    plant('.config/fish/config.fish', (key) => `set -gx ${API} ${key}\n`, BOTH),
    plant('.config/fish/conf.d/keys.fish', (key) => `set --export ${API} '${key}'\n`, BOTH),
    plant(
      '.config/fish/fish_variables',
      (key) => `SETUVAR --export ${API}:${key.replaceAll('-', '\\x2d')}\n`,
      [
        ['shadowing-variable', API],
        ['key-literal', 'sk\\x2dant'],
      ],
    ),
    plant('.cshrc', (key) => `setenv ${API} ${key}\n`, BOTH),
    plant('.config/powershell/profile.ps1', (key) => `$env:${API} = "${key}"\n`, BOTH),
    plant('.pam_environment', (key) => `${API} DEFAULT=${key}\n`, BOTH),
    plant('.config/environment.d/10-keys.conf', line, BOTH),
    plant('.bash_history', (key) => `ls\nexport ${API}=${key}\n`, [['key-literal', 'KEY']]),
    ...['project/.env', 'project/.env.local', 'project/prod.env', 'project/etc/environment'].map(
      (path) => plant(path, line, BOTH),
    ),
    plant('project/named-by-env_file.txt', line, BOTH),
    plant('project/.env.example', () => `${API}=your-key\n${mint('api03')}\n`, [
      ['key-literal', 'sk-ant'],
    ]),
    plant(
      'project/compose.yaml',
      (key) => `services:\n  app:\n    environment:\n      - A=b\n      - ${API}=${key}\n`,
      BOTH,
    ),
    plant(
      'project/docker-compose.yml',
      (key) => `services:\n  app:\n    environment:\n      ${API}: ${key}\n`,
      BOTH,
    ),
    plant('project/Dockerfile', (key) => `FROM scratch\nENV ${API} ${key}\n`, BOTH),
    plant('project/api.Dockerfile', () => `FROM scratch\nARG ${API}\n`, [
      ['static-key-reference', API],
    ]),
    plant(
      'project/.devcontainer/devcontainer.json',
      (key) => `{\n  // here\n  "containerEnv": { "${API}": "${key}" },\n}\n`,
      BOTH,
    ),
    plant(
      'project/.devcontainer.json',
      () => `{ "remoteEnv": { "${API}": "\${localEnv:${API}}" } }\n`,
      [['static-key-reference', API]],
    ),
    plant(
      'project/.vscode/settings.json',
      (key) => `{ "terminal.integrated.env.linux": { "${API}": "${key}" } }\n`,
      BOTH,
    ),
    plant(
      'project/.vscode/launch.json',
      (key) => `{ "configurations": [{ "env": { "${API}": "${key}" } }] }\n`,
      BOTH,
    ),
    plant(
      'project/.vscode/tasks.json',
      (key) => `{ "tasks": [{ "command": "${API}=${key} npm test" }] }\n`,
      BOTH,
    ),
    plant(
      '.config/Code/User/settings.json',
      (key) => `{ "terminal.integrated.env.osx": { "${API}": "${key}" } }\n`,
      BOTH,
    ),
    plant(
      '.vscode-server/data/Machine/settings.json',
      (key) => `{ "terminal.integrated.env.linux": { "${API}": "${key}" } }\n`,
      BOTH,
    ),
    plant('.config/zed/settings.json', (key) => `{ "terminal": ${env(key)} }\n`, BOTH),
    plant(
      'project/.idea/runConfigurations/App.xml',
      (key) => `<envs>\n  <env name="${API}" value="${key}" />\n</envs>\n`,
      BOTH,
    ),
    ...['.claude/settings.json', 'project/.claude/settings.local.json'].map((path) =>
      plant(path, env, BOTH),
    ),
    plant('project/.claude/settings.json', () => '{\n  "apiKeyHelper": "~/bin/key"\n}\n', [
      ['api-key-helper', 'apiKeyHelper'],
    ]),
    plant(
      '.claude.json',
      (key) => JSON.stringify({ mcpServers: { a: { env: { [API]: key } } } }),
      BOTH,
    ),
    plant('project/etc/claude-code/managed-settings.json', env, BOTH),
    plant('project/.mcp.json', (key) => `{ "mcpServers": { "a": ${env(key)} } }\n`, BOTH),
    plant(
      '.config/Claude/claude_desktop_config.json',
      (key) => `{ "mcpServers": { "a": ${env(key)} } }\n`,
      BOTH,
    ),
    plant('.aider.conf.yml', (key) => `anthropic-api-key: ${key}\n`, [
      ['shadowing-variable', 'anthropic-api-key'],
      ['key-literal', 'KEY'],
    ]),
    plant('.continue/config.json', (key) => `{ "models": [{ "apiKey": "${key}" }] }\n`, [
      ['key-literal', 'KEY'],
    ]),
    plant('.codex/config.toml', (key) => `[mcp_servers.a]\nenv = { ${API} = "${key}" }\n`, BOTH),
    plant(
      'project/.github/workflows/ci.yml',
      (key) => `on: push\nenv:\n  ${API}: ${key}\njobs: {}\n`,
      BOTH,
    ),
    plant(
      'project/.github/workflows/claude.yml',
      () =>
        `on: push\njobs:\n  a:\n    steps:\n      - uses: a/b@v1\n        with:\n          anthropic_api_key: \${{ secrets.KEY }}\n`,
      [['static-key-reference', 'anthropic_api_key']],
    ),
    plant(
      'project/.github/workflows/run.yml',
      (key) =>
        `on: push\njobs:\n  a:\n    steps:\n      - run: |\n          export ${API}=${key}\n`,
      BOTH,
    ),
    plant('project/.gitlab-ci.yml', (key) => `variables:\n  ${API}:\n    value: ${key}\n`, BOTH),
    plant('project/.buildkite/pipeline.yml', (key) => `env:\n  ${API}: "${key}"\n`, BOTH),
    plant(
      'project/.circleci/config.yml',
      (key) => `jobs:\n  a:\n    environment:\n      ${API}: ${key}\n`,
      BOTH,
    ),
    plant(
      'project/azure-pipelines.yml',
      (key) => `variables:\n  - name: ${API}\n    value: ${key}\n`,
      BOTH,
    ),
    plant(
      'project/bitbucket-pipelines.yml',
      (key) =>
        `pipelines:\n  default:\n    - step:\n        script:\n          - export ${API}=${key}\n`,
      BOTH,
    ),
    plant(
      '.config/systemd/user/app.service',
      (key) => `[Service]\nEnvironment="A=b" "${API}=${key}"\n`,
      BOTH,
    ),
    plant(
      'project/app.service.d/env.conf',
      (key) => `[Service]\nEnvironment=${API}=${key}\n`,
      BOTH,
    ),
    plant(
      'Library/LaunchAgents/app.plist',
      (key) => `<dict>\n  <key>${API}</key>\n  <string>${key}</string>\n</dict>\n`,
      BOTH,
    ),
    plant('.npmrc', (key) => `//registry/:_authToken=${key}\n`, [['key-literal', 'KEY']]),
    plant('.netrc', (key) => `machine a password ${key}\n`, [['key-literal', 'KEY']]),
    plant(
      'project/k8s/app.yaml',
      (key) =>
        `spec:\n  containers:\n    - env:\n        - name: ${API}\n          value: ${key}\n`,
      BOTH,
    ),
    plant(
      'project/k8s/secret.yaml',
      (key) => `kind: Secret\ndata:\n  key: ${Buffer.from(key).toString('base64')}\n`,
      [['key-literal', 'c2st']],
    ),
    plant('project/prod.tfvars', (key) => `anthropic_api_key = "${key}"\n`, [
      ['shadowing-variable', 'anthropic_api_key'],
      ['key-literal', 'KEY'],
    ]),
    plant('project/notes.md', (key) => `The old key was ${key}.\n`, [['key-literal', 'KEY']]),
    plant('project/src/app.py', (key) => `# ${key}\n`, [['key-literal', 'KEY']]),
  ];
}
