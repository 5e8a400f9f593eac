import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ant, startAnt } from './ant.js';
import { tempDir } from './temp.js';

export type RunningSandbox = {
  readonly url: string;
  readonly port: number;
  /** Points `ant` and the official SDKs at it, with a configuration directory of its own. */
  readonly env: Readonly<Record<string, string>>;
  readonly configDir: string;
  /** A signed identity token, written to a file. */
  readonly mint: (...words: readonly string[]) => Promise<string>;
};

/** A real `ant sandbox start` process on a free port; it is gone when the test ends. */
export async function runSandbox(...words: readonly string[]): Promise<RunningSandbox> {
  const child = startAnt(['sandbox', 'start', '--port', '0', '--json', ...words]);
  const { base_url: url } = await new Promise<{ base_url: string }>((resolve, reject) => {
    let out = '';
    // A full pipe would stop it: it says a line for each request.
    child.stderr.resume();
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8');
      try {
        resolve(JSON.parse(out));
      } catch {
        // Not the whole object yet.
      }
    });
    child.on('close', (code) => reject(new Error(`the sandbox ended with ${code}`)));
  });
  const configDir = join(tempDir(), 'config');
  const port = Number(new URL(url).port);
  return {
    url,
    port,
    configDir,
    env: {
      ANTHROPIC_BASE_URL: url,
      ANTHROPIC_CONSOLE_URL: url,
      ANTHROPIC_CONFIG_DIR: configDir,
    },
    mint: async (...minting) => {
      const { out, err } = await ant(['sandbox', 'mint', '--port', `${port}`, ...minting]);
      if (out === '') throw new Error(`mint printed nothing: ${err}`);
      const path = join(tempDir(), 'identity-token');
      writeFileSync(path, out);
      return path;
    },
  };
}
