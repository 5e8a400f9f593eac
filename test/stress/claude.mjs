// A program that refreshes a login under Claude Code's lock, by Claude Code's rules, and knows none of ours:
// mkdir, touched every 5 s, taken over at 60 s, waited for with 5 retries of growing pauses, read again after.
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const [configDir, url, clientId] = process.argv.slice(2);
const lock = `${configDir}/credentials.lock`;
const file = `${configDir}/credentials/default.json`;

const read = () => JSON.parse(readFileSync(file, 'utf8'));
const isFresh = ({ expires_at }) => expires_at - Date.now() / 1000 > 120;

async function take() {
  for (let retry = 0; !tookNow(); retry += 1) {
    if (isStale()) rmdirSync(lock);
    else if (retry === 5) throw new Error(`could not acquire ${lock} after 5 retries`);
    else await delay(500 * 2 ** retry * (0.5 + Math.random()));
  }
}

function tookNow() {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isStale() {
  const found = statSync(lock, { throwIfNoEntry: false });
  return found !== undefined && found.mtimeMs < Date.now() - 60_000;
}

async function refresh(old) {
  const response = await fetch(`${url}/v1/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'anthropic-beta': 'oauth-2025-04-20' },
    body: JSON.stringify({
      grant_type: 'refresh_token',
      refresh_token: old.refresh_token,
      client_id: clientId,
    }),
  });
  if (response.status !== 200) throw new Error(`refused: ${await response.text()}`);
  const { access_token, refresh_token, expires_in } = await response.json();
  const expires_at = Math.floor(Date.now() / 1000) + expires_in;
  const text = JSON.stringify({ ...old, access_token, refresh_token, expires_at });
  writeFileSync(`${file}.${process.pid}`, text, { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
}

if (!isFresh(read())) {
  await take();
  const touch = setInterval(() => utimesSync(lock, new Date(), new Date()), 5000);
  try {
    const now = read();
    if (!isFresh(now)) await refresh(now);
  } finally {
    clearInterval(touch);
    rmdirSync(lock);
  }
}
process.stdout.write(`${read().access_token}\n`);
