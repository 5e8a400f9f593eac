import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { preflight } from '../jwt/preflight.js';
import { Secret } from '../secret.js';
import { describeOrigin, type IdentityTokenOrigin, type SourceOrigin } from './origin.js';

/** What is read as it lies there. */
type RestingOrigin = Exclude<IdentityTokenOrigin, SourceOrigin>;
type FileOrigin = Extract<IdentityTokenOrigin, { kind: 'file' }>;

/** Room for a token that is too large to be named as such, and no more. */
const READ_LIMIT_BYTES = 65_536;

/** Reads an identity token, trimmed and unchecked. An `AntError('identity-token')` when there is none to read. */
export async function readIdentityToken(
  host: Pick<Host, 'env' | 'files' | 'terminal'>,
  origin: RestingOrigin,
): Promise<Secret> {
  return new Secret((await readText(host, origin)).trim());
}

/**
 * Refuses, before anything is sent, a token that no exchange could succeed with: empty, over 16 KiB,
 * not a signed JWT, expired. The `AntError('identity-token')` names where it came from.
 */
export function checkIdentityToken(token: Secret, origin: IdentityTokenOrigin, now: number): void {
  const [problem] = preflight(token, now);
  if (problem === undefined) return;
  throw new AntError(
    'identity-token',
    `the identity token from ${describeOrigin(origin)}: ${problem.message}`,
    { hint: problem.hint },
  );
}

async function readText(
  host: Pick<Host, 'env' | 'files' | 'terminal'>,
  origin: RestingOrigin,
): Promise<string> {
  if (origin.kind === 'stdin') return host.terminal.readAll(READ_LIMIT_BYTES);
  if (origin.kind === 'variable') return host.env[origin.name] ?? '';
  const view = await readFile(host, origin);
  if (view?.kind === 'file') return view.text;
  throw new AntError(
    'identity-token',
    `the identity token file ${describeOrigin(origin)} ${view === undefined ? 'does not exist' : 'is not a regular file'}`,
    { hint: NAME_IT },
  );
}

const NAME_IT = 'name the file the workload’s identity token is written to';

/** Kubernetes projects its tokens as links, and replaces them by swapping a link. */
async function readFile({ files }: Pick<Host, 'files'>, origin: FileOrigin) {
  try {
    return await files.read(origin.path, { follow: true, maxBytes: READ_LIMIT_BYTES });
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    const what = `the identity token file ${describeOrigin(origin)}`;
    const hint = error.hint ?? `${NAME_IT}, and let this user read it`;
    throw new AntError(error.code, `${what}: ${error.message}`, { hint, cause: error });
  }
}
