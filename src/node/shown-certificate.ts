import { type DetailedPeerCertificate, rootCertificates } from 'node:tls';
import type { ShownCertificate } from '../checkup.js';

/** What a certificate says of itself; `undefined` when the server showed none. */
export function shownCertificate(
  shown: Partial<DetailedPeerCertificate>,
): ShownCertificate | undefined {
  const { subject, issuer, valid_from, valid_to } = shown;
  if (valid_from === undefined || valid_to === undefined) return undefined;
  return {
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    validFrom: seconds(valid_from),
    validTo: seconds(valid_to),
  };
}

/** Whether its chain ends at one of the authorities that come with Node. */
export function isPublic(shown: DetailedPeerCertificate): boolean {
  const root = rootOf(shown).raw.toString('base64');
  return rootCertificates.some((pem) => pem.replace(/-----[A-Z ]+-----|\s/g, '') === root);
}

/** The last of the chain is its own issuer, or has none that is known. */
function rootOf(shown: DetailedPeerCertificate): DetailedPeerCertificate {
  let last = shown;
  for (;;) {
    const { issuerCertificate: next }: Partial<DetailedPeerCertificate> = last;
    if (next === undefined || next === last) return last;
    last = next;
  }
}

/** A part that occurs more than once comes as a list. */
function nameOf(
  party: Partial<Record<'CN' | 'O', string | readonly string[]>> | undefined,
): string {
  return [party?.CN ?? party?.O ?? []].flat()[0] ?? 'nobody by name';
}

/** `Nov 24 05:55:29 2026 GMT`, as epoch seconds. */
function seconds(date: string): number {
  return Math.floor(Date.parse(date) / 1000);
}
