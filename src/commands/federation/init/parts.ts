import { AntError } from '../../../errors.js';
import { PLATFORM_AUDIENCE } from '../../../identity/given-token.js';
import { printable } from '../../../printable.js';
import type { PartName, Parts, Setup, Template } from './template.js';

/** What the platform expects in `aud` when a rule names no audience. */
export { PLATFORM_AUDIENCE };

type Form = { readonly form: RegExp; readonly like: string };

const NAME = /^[A-Za-z0-9_][\w.-]*$/;
const WORDS = /^[A-Za-z0-9_][\w.-]*( [\w.-]+)*$/;
/** Of a branch or tag; with `refs/heads/` before it, that would be there twice. */
const REF = /^(?!refs\/)[A-Za-z0-9_][\w./+@#=-]*$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DNS_LABEL = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/**
 * How each part is spelled. Narrow on purpose: what passes means nothing to YAML, JSON, CEL or a shell within quotes,
 * and has no `*`, which would turn an exact subject into a prefix.
 */
const FORMS: Readonly<Record<PartName, Form>> = {
  repository: { form: /^[A-Za-z0-9][\w-]*\/[\w.-]+$/, like: 'acme/api' },
  branch: { form: REF, like: 'main' },
  tag: { form: REF, like: 'v1.0.0' },
  environment: { form: WORDS, like: 'production' },
  'owner-id': { form: /^[\w-]+$/, like: '1001' },
  'repository-id': { form: /^(\d+|\{?[0-9a-f-]{36}\}?)$/i, like: '2002' },
  organization: { form: NAME, like: 'acme' },
  project: { form: /^[A-Za-z0-9_][\w./-]*( [\w./-]+)*$/, like: 'acme/api' },
  'project-id': { form: /^[\w-]+$/, like: '22' },
  pipeline: { form: WORDS, like: 'deploy' },
  workspace: { form: NAME, like: 'acme' },
  'role-arn': {
    form: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    like: 'arn:aws:iam::123456789012:role/api',
  },
  email: { form: /^[\w.+-]+@[\w.-]+$/, like: 'api@acme-prod.iam.gserviceaccount.com' },
  tenant: { form: UUID, like: '8a9f0000-0000-4000-8000-0000000000a1' },
  namespace: { form: DNS_LABEL, like: 'prod' },
  'service-account': { form: DNS_LABEL, like: 'api' },
  subject: { form: /^[\w{}][\w:/.@{}+=,-]*$/, like: 'spiffe://acme.example/prod/api' },
  'issuer-url': {
    form: /^https:\/\/[\w.-]+(:\d+)?(\/[\w.~/-]*)?$/,
    like: 'https://id.acme.example',
  },
  audience: { form: /^[A-Za-z0-9][\w.:/-]*$/, like: PLATFORM_AUDIENCE },
};

/** The parts among what was typed. An `AntError('usage')` names one that the provider has no use for, or its form. */
export function readParts(
  template: Template,
  input: Readonly<Partial<Record<PartName, string>>>,
): Parts {
  return Object.fromEntries(
    partNames().flatMap((name) => {
      const given = input[name];
      return given === undefined ? [] : [[name, readPart(template, name, given)]];
    }),
  );
}

function partNames(): readonly PartName[] {
  return Object.keys(FORMS).filter((name): name is PartName => name in FORMS);
}

function readPart({ id, takes, example }: Template, name: PartName, value: string): string {
  if (!takes.includes(name)) {
    throw new AntError('usage', `--${name} says nothing about a subject of ${id}`, {
      hint: `it takes ${takes.map((each) => `--${each}`).join(', ')}`,
    });
  }
  if (FORMS[name].form.test(value)) return value;
  throw new AntError('usage', `--${name} cannot be "${printable(value, 80)}"`, {
    hint: value.includes('*')
      ? 'a rule made here is for one subject; * would let others in'
      : `as in: --${name} ${example[name] ?? FORMS[name].like}`,
  });
}

/** All that a workload needs. An `AntError('usage')` about what is missing shows the template's own example. */
export function setupOf({ id, example, make }: Template, parts: Parts): Setup {
  try {
    return make(parts);
  } catch (error) {
    if (!(error instanceof AntError) || error.hint !== undefined) throw error;
    const words = Object.entries(example).map(([name, value]) => ` --${name} ${value}`);
    const hint = `as in: ant federation init ${id}${words.join('')}`;
    throw new AntError(error.code, error.message, { hint });
  }
}

/** A part that the subject cannot do without, or an `AntError('usage')` without a hint: `setupOf` has it. */
export function need(parts: Parts, name: PartName): string {
  const value = parts[name];
  if (value !== undefined) return value;
  throw new AntError('usage', `--${name} is missing`);
}

/** The one branch or tag; `undefined` when neither was said. */
export function gitRef({ branch, tag }: Parts): string | undefined {
  if (branch !== undefined && tag !== undefined) {
    throw new AntError('usage', '--branch and --tag exclude each other', {
      hint: 'make one rule for each',
    });
  }
  if (branch !== undefined) return `refs/heads/${branch}`;
  return tag === undefined ? undefined : `refs/tags/${tag}`;
}

/** The same where there is no subject without one. */
export function needGitRef(parts: Parts): string {
  return gitRef(parts) ?? `refs/heads/${need(parts, 'branch')}`;
}

/** Claims of a rule: those that have a value. */
export function claimsOf(
  wanted: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** A UUID as Bitbucket writes it. */
export function inBraces(uuid: string): string {
  return `{${uuid.replace(/[{}]/g, '')}}`;
}
