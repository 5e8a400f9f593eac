import { AntError } from '../errors.js';
import { printable, withoutTokens } from '../printable.js';

/** Leaves room in a 255-byte file name for `.json` and a temporary file's suffix. */
const LONGEST_NAME = 200;

/** Windows opens a device, not a file, for these names with any extension. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/**
 * Refuses, as an `AntError('usage')`, a name that cannot be a profile's: the rule of the Go and TypeScript SDKs, and
 * no token, which is somebody's slip and would be told on as a name.
 */
export function checkProfileName(name: string): void {
  const fault = faultOf(name);
  if (fault !== undefined) refuse(name, fault);
}

export function isProfileName(name: string): boolean {
  return faultOf(name) === undefined;
}

/** Stricter, for a profile about to be made: every SDK, Python's included, and Windows can use the name. */
export function checkNewProfileName(name: string): void {
  const fault = faultOf(name) ?? portabilityFaultOf(name);
  if (fault !== undefined) refuse(name, fault);
}

function faultOf(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name.length > LONGEST_NAME) return `it is longer than ${LONGEST_NAME} characters`;
  if (name === '.' || name === '..') return 'it would name a directory';
  if (!/^[A-Za-z0-9_.-]+$/.test(name)) return 'only letters, digits, "_", "-" and "." are allowed';
  if (withoutTokens(name) !== name) return 'it has the shape of a token';
  return undefined;
}

function portabilityFaultOf(name: string): string | undefined {
  if (name.startsWith('.')) return 'the Python SDK refuses a name that starts with a dot';
  if (name.startsWith('-')) return 'a name that starts with a dash reads as a flag';
  if (name.endsWith('.')) return 'Windows drops a dot at the end';
  if (DEVICE.test(name)) return 'Windows reserves it for a device';
  return undefined;
}

function refuse(name: string, fault: string): never {
  throw new AntError('usage', `"${printable(name, 40)}" cannot name a profile: ${fault}`, {
    hint: 'use letters, digits, "_", "-" and "." as in: prod-eu',
  });
}
