import { expect, test } from 'vitest';
import { CLIENT_IDS, type ClientId } from '../../src/clients/client.js';
import { installedVersion } from '../../src/clients/installed.js';
import { AntError } from '../../src/errors.js';
import { fakeHost } from '../support/host.js';

type Given = NonNullable<Parameters<typeof fakeHost>[0]>;

const AT = '/home/ada/project';
const find = (client: ClientId, disk: Record<string, string>, more: Given = {}) =>
  installedVersion(fakeHost({ disk, ...more }), client);

const locked = (name: string, version: string) =>
  `[[package]]\nname = "other"\nversion = "9.9.9"\n\n[[package]]\nname = "${name}"\nversion = "${version}"\n`;

const METADATA = 'Metadata-Version: 2.4\nName: anthropic\nVersion: 0.125.0\nSummary: x\n';

test.each<[ClientId, string, string, string, 'installed' | 'pinned']>([
  [
    'typescript-sdk',
    'node_modules/@anthropic-ai/sdk/package.json',
    '{"name":"@anthropic-ai/sdk","version":"1.12.0"}',
    '1.12.0',
    'installed',
  ],
  [
    'agent-sdk',
    'node_modules/@anthropic-ai/claude-agent-sdk/package.json',
    '{"version":"0.3.330"}',
    '0.3.330',
    'installed',
  ],
  [
    'python-sdk',
    '.venv/lib/python3.12/site-packages/anthropic-0.125.0.dist-info/METADATA',
    METADATA,
    '0.125.0',
    'installed',
  ],
  [
    'python-sdk',
    'venv/lib/python3.9/site-packages/anthropic-0.125.0.dist-info/METADATA',
    METADATA,
    '0.125.0',
    'installed',
  ],
  ['python-sdk', 'uv.lock', locked('anthropic', '1.17.0'), '1.17.0', 'pinned'],
  ['python-sdk', 'poetry.lock', locked('anthropic', '1.17.0'), '1.17.0', 'pinned'],
  [
    'python-sdk',
    'requirements.txt',
    'anthropic-tools==3.0.0\nanthropic[bedrock] == 1.17.0 ; python_version > "3.9"\n',
    '1.17.0',
    'pinned',
  ],
  [
    'go-sdk',
    'go.mod',
    'module x\n\nrequire (\n\tgithub.com/anthropics/anthropic-sdk-go v1.84.0\n)\n',
    '1.84.0',
    'pinned',
  ],
  [
    'go-sdk',
    'go.mod',
    'require github.com/anthropics/anthropic-sdk-go/v2 v2.13.0\n',
    '2.13.0',
    'pinned',
  ],
  [
    'go-sdk',
    'go.mod',
    'require github.com/anthropics/anthropic-sdk-go v1.84.0 // indirect\n',
    '1.84.0',
    'pinned',
  ],
  [
    'java-sdk',
    'pom.xml',
    '<dependency>\n<groupId>com.anthropic</groupId>\n<artifactId>anthropic-java</artifactId>\n<version>2.75.0</version>\n</dependency>',
    '2.75.0',
    'pinned',
  ],
  [
    'java-sdk',
    'build.gradle.kts',
    'implementation("com.anthropic:anthropic-java:2.75.0")',
    '2.75.0',
    'pinned',
  ],
  [
    'java-sdk',
    'gradle/libs.versions.toml',
    'anthropic = { module = "com.anthropic:anthropic-java", version = "2.75.0" }',
    '2.75.0',
    'pinned',
  ],
  [
    'ruby-sdk',
    'Gemfile.lock',
    'GEM\n  specs:\n    anthropic (1.40.0)\n      base64\n    anthropic-rails (9.0.0)\n',
    '1.40.0',
    'pinned',
  ],
  [
    'csharp-sdk',
    'App.csproj',
    '<PackageReference Include="Anthropic" Version="12.1.0" />',
    '12.1.0',
    'pinned',
  ],
  [
    'csharp-sdk',
    'packages.lock.json',
    '{"dependencies":{"net8.0":{"Anthropic":{"requested":"[12.0.0, )","resolved":"12.1.0"}}}}',
    '12.1.0',
    'pinned',
  ],
  [
    'php-sdk',
    'composer.lock',
    '{"packages":[{"name":"x/y","version":"9"},{"name":"anthropic-ai/sdk","version":"v0.30.0"}]}',
    '0.30.0',
    'pinned',
  ],
])('%s is read from %s', async (client, path, text, version, how) => {
  const where = `${AT}/${path}`;
  expect(await find(client, { [where]: text })).toEqual({ version, where, how });
});

test('the nearest directory tells, from the working directory upwards', async () => {
  const at = (directory: string) => `${directory}/node_modules/@anthropic-ai/sdk/package.json`;
  const disk = { [at('/home/ada')]: '{"version":"0.90.0"}', [at(AT)]: '{"version":"1.0.0"}' };
  const below = { cwd: `${AT}/src/deep` };
  expect(await find('typescript-sdk', disk, below)).toMatchObject({ version: '1.0.0' });
  expect(await find('typescript-sdk', disk, { cwd: '/home/ada/other' })).toMatchObject({
    version: '0.90.0',
  });
});

test('the active virtual environment goes before the project, and what is installed before a lock', async () => {
  const metadata = (root: string) =>
    `${root}/lib/python3.12/site-packages/anthropic-1.0.0.dist-info/METADATA`;
  const disk = {
    [metadata('/envs/a')]: 'Version: 1.1.1\n',
    [metadata(`${AT}/.venv`)]: 'Version: 2.2.2\n',
    [`${AT}/uv.lock`]: locked('anthropic', '3.3.3'),
  };
  const active = { env: { VIRTUAL_ENV: '/envs/a' } };
  expect(await find('python-sdk', disk, active)).toMatchObject({ version: '1.1.1' });
  expect(await find('python-sdk', disk)).toMatchObject({ version: '2.2.2', how: 'installed' });
});

test('a Windows virtual environment has its packages elsewhere', async () => {
  const read = async (path: string) =>
    path === 'C:\\p\\.venv\\Lib\\site-packages\\anthropic-1.0.0.dist-info\\METADATA'
      ? { kind: 'file' as const, mode: 0o600, owner: 0, links: 1, text: 'Version: 1.0.0\r\n' }
      : undefined;
  const list = async (path: string) =>
    path === 'C:\\p\\.venv\\Lib\\site-packages' ? ['anthropic-1.0.0.dist-info'] : [];
  const host = fakeHost({ platform: 'win32', cwd: 'C:\\p', files: { read, list } });
  expect(await installedVersion(host, 'python-sdk')).toMatchObject({ version: '1.0.0' });
});

test.each([
  ['a version that is no version', '{"version":"\\u001b[31mred"}'],
  ['a version that is no text', '{"version":1}'],
  ['no JSON', '{'],
  ['nothing', ''],
])('a package.json with %s tells nothing', async (_, text) => {
  const path = `${AT}/node_modules/@anthropic-ai/sdk/package.json`;
  expect(await find('typescript-sdk', { [path]: text })).toBeUndefined();
});

// biome-ignore lint/suspicious/noTemplateCurlyInString: that is how Maven writes it
const PROPERTY = '<version>${anthropic.version}</version>';

test('a property for a version in pom.xml tells nothing', async () => {
  const text = `<artifactId>anthropic-java</artifactId>${PROPERTY}`;
  expect(await find('java-sdk', { [`${AT}/pom.xml`]: text })).toBeUndefined();
});

test.each(CLIENT_IDS)('%s is unknown on an empty machine', async (client) => {
  expect(await find(client, {})).toBeUndefined();
});

test.each(CLIENT_IDS)('%s is unknown where nothing can be read or started', async (client) => {
  const refuse = async () => {
    throw new AntError('file', 'permission denied');
  };
  const files = { read: refuse, list: refuse };
  const env = { PATH: '/usr/bin', VIRTUAL_ENV: '/envs/a' };
  const host = fakeHost({ files, child: refuse, env });
  expect(await installedVersion(host, client)).toBeUndefined();
});
