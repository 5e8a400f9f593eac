import { authorities } from './authorities.js';
import { baseUrl } from './base-url.js';
import { certificate } from './certificate.js';
import type { Check } from './check.js';
import { claudeCodeToken } from './claude-code-token.js';
import { clock } from './clock.js';
import { credential } from './credential.js';
import { credentialsLock } from './credentials-lock.js';
import { customHeaders } from './custom-headers.js';
import { drift } from './drift.js';
import { emptyVariables } from './empty-variables.js';
import { execDirectories } from './exec-directories.js';
import { federationVariables } from './federation-variables.js';
import { injectedCode } from './injected-code.js';
import { keyAndToken } from './key-and-token.js';
import { keychain } from './keychain.js';
import { keychainItems } from './keychain-items.js';
import { locks } from './locks.js';
import { logins } from './logins.js';
import { name } from './name.js';
import { nodeVersion } from './node-version.js';
import { otherAnt } from './other-ant.js';
import { permissions } from './permissions.js';
import { proxy } from './proxy.js';
import { setAside } from './set-aside.js';
import { strayCharacters } from './stray-characters.js';
import { temporaryFiles } from './temporary-files.js';
import { tlsSwitchedOff } from './tls-switched-off.js';
import { trust } from './trust.js';
import { unrevoked } from './unrevoked.js';

/** Every check, in the order of the report: a group's checks stand together. */
export const CHECKS: readonly Check[] = [
  credential,
  keyAndToken,
  emptyVariables,
  strayCharacters,
  federationVariables,
  customHeaders,
  claudeCodeToken,
  baseUrl,
  logins,
  drift,
  trust,
  keychain,
  keychainItems,
  unrevoked,
  permissions,
  locks,
  credentialsLock,
  temporaryFiles,
  setAside,
  execDirectories,
  nodeVersion,
  otherAnt,
  injectedCode,
  proxy,
  authorities,
  tlsSwitchedOff,
  name,
  certificate,
  clock,
];
