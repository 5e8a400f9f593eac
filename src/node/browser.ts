import type { Env } from '../host.js';

/** How long a launcher may take to fail; one that still runs by then counts as started. */
const PATIENCE = 1_500;

/**
 * Shows a URL in the person's browser, through the desktop's own launcher in a detached and silent
 * child. `false` when there is nothing to show it with; never throws.
 */
export async function openBrowser(url: string, env: Env): Promise<boolean> {
  const scheme = URL.canParse(url) ? new URL(url).protocol : undefined;
  if (scheme !== 'https:' && scheme !== 'http:') return false;
  if (!hasDesktop(env)) return false;
  try {
    const { default: open } = await import('open');
    return await started(await open(url));
  } catch {
    return false;
  }
}

/** Without one, xdg-open would try terminal browsers on a terminal that is ours. */
function hasDesktop(env: Env): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY || env.BROWSER || env.WSL_DISTRO_NAME);
}

type Launcher = {
  readonly exitCode: number | null;
  readonly once: (event: 'exit', listener: (code: number | null) => void) => unknown;
};

function started(launcher: Launcher): Promise<boolean> {
  if (launcher.exitCode !== null) return Promise.resolve(launcher.exitCode === 0);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), PATIENCE);
    launcher.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}
