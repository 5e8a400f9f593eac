import { AntError } from '../errors.js';
import type { HttpResponse } from '../host.js';
import { readJsonObject, readString } from '../json.js';
import { printable } from '../printable.js';
import { Secret } from '../secret.js';

/** Who was asked, in words, and what to do when the answer is no. */
export type Asked = {
  readonly title: string;
  /** The host that was asked, as in `10.0.0.1:8080`. */
  readonly host: string;
  /** What a status or an error code means there and what mends it. The code tells more. */
  readonly meanings?: Readonly<
    Record<number | string, { readonly because: string; readonly hint: string }>
  >;
};

/**
 * The identity token in an answer: in a field of its JSON, or, without `field`, the whole body. Anything else
 * is an `AntError('identity-token')` that says which status came back, and nothing of the body but an error code.
 */
export function tokenInAnswer(
  response: HttpResponse,
  { field, ...asked }: Asked & { readonly field?: string },
): Secret {
  if (response.status !== 200) throw refusal(response, asked);
  const text =
    field === undefined
      ? response.body.trim()
      : readString(readJsonObject(response.body) ?? {}, field)?.trim();
  if (text !== undefined && looksLikeJwt(text)) return new Secret(text);
  const what = field === undefined ? 'a JWT' : `a JWT in "${field}"`;
  throw new AntError('identity-token', `${asked.title}: ${asked.host} answered without ${what}`, {
    hint: 'look at what answers there: it does not speak the protocol of this source',
  });
}

export function looksLikeJwt(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text);
}

/** Why a source said no. Codes such as `AADSTS50001` or `invalid_client` are kept, prose is not. */
export function refusal({ status, body }: HttpResponse, asked: Asked): AntError {
  const code = errorCode(body);
  const meanings = new Map(Object.entries(asked.meanings ?? {}));
  const meaning = meanings.get(code ?? '') ?? meanings.get(String(status));
  const said = `${asked.host} answered ${status}${code === undefined ? '' : ` ${code}`}`;
  return new AntError(
    'identity-token',
    `${asked.title}: ${said}${meaning ? `: ${meaning.because}` : ''}`,
    { hint: meaning?.hint ?? 'see what is here: ant federation detect' },
  );
}

/** RFC 6749 section 5.2's `error`, which is a word, and the number that Entra ID puts in front of its prose. */
function errorCode(body: string): string | undefined {
  const raw = readJsonObject(body);
  if (raw === undefined) return undefined;
  const prose = readString(raw, 'error_description') ?? readString(raw, 'message') ?? '';
  const entra = /\b(AADSTS\d{3,8})\b/.exec(prose)?.[1];
  const word = readString(raw, 'error') ?? '';
  return entra ?? (/^[A-Za-z][\w.-]{0,60}$/.test(word) ? printable(word) : undefined);
}
