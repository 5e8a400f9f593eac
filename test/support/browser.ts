import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { needs, onPath } from './require.js';
import { tempDir } from './temp.js';

export const haveChromium = needs('chromium', () => onPath('chromium'));

/** A real browser's page; the browser is closed when the test ends. */
export async function openPage(): Promise<Page> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  onTestFinished(() => browser.close());
  return browser.newPage();
}

/**
 * A program that `BROWSER` can name, standing where the desktop's browser would: it notes the URL it
 * was asked to show, so that the test can open exactly that one in a real browser.
 */
export function noteUrl(): { readonly program: string; readonly url: () => Promise<string> } {
  const directory = tempDir();
  const [program, note] = [join(directory, 'browser'), join(directory, 'url')];
  writeFileSync(
    program,
    `#!/bin/sh\nprintf %s "$1" > '${note}.part' && mv '${note}.part' '${note}'\n`,
  );
  chmodSync(program, 0o755);
  const url = async (): Promise<string> => {
    while (!existsSync(note)) await wait(20);
    return readFileSync(note, 'utf8');
  };
  return { program, url };
}
