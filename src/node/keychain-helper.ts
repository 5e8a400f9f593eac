/**
 * A program of its own (`dist/keychain-helper.cjs`). A native keychain call cannot be given up on: it
 * holds a thread that even `process.exit` waits for. So each call gets a process that can be killed.
 *
 * Only get, set and delete: keytar's `find…` functions crash on a locked keyring.
 */
import { text } from 'node:stream/consumers';
import type { Ask, Reply } from './keychain-message.js';

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

async function answer(): Promise<Reply> {
  const ask: Ask = JSON.parse(await text(process.stdin));
  const keytar = await load();
  if (keytar === undefined)
    return { state: 'absent', message: 'the keychain library did not load' };
  try {
    return { state: 'ok', value: await perform(keytar, ask) };
  } catch (error) {
    return { state: 'failed', message: error instanceof Error ? error.message : 'unknown failure' };
  }
}

async function load(): Promise<Keytar | undefined> {
  try {
    const { default: keytar } = await import('keytar');
    return keytar;
  } catch {
    return undefined;
  }
}

async function perform(keytar: Keytar, ask: Ask): Promise<string | boolean | null> {
  if (ask.action === 'get') return keytar.getPassword(ask.service, ask.account);
  if (ask.action === 'remove') return keytar.deletePassword(ask.service, ask.account);
  await keytar.setPassword(ask.service, ask.account, ask.secret ?? '');
  return true;
}

void answer().then((reply) => process.stdout.write(JSON.stringify(reply)));
