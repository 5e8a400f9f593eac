import { lookup } from 'node:dns/promises';
import type { NameLookup } from '../checkup.js';
import { codeOf } from './file-errors.js';

/** Asks the system for the addresses of a host, as every connection does. */
export async function lookUp(hostname: string): Promise<NameLookup> {
  try {
    const found = await lookup(hostname, { all: true });
    return { state: 'found', addresses: found.map(({ address }) => address) };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOTFOUND') return { state: 'unknown', because: 'there is no such host' };
    if (code === 'EAI_AGAIN')
      return { state: 'silent', because: 'the name server does not answer' };
    return {
      state: 'silent',
      because: `it could not be looked up (${code || 'unexpected failure'})`,
    };
  }
}
