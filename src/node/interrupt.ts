const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * A signal that aborts, with the signal's name as its reason, when the process is asked to stop. Asked
 * a second time it ends at once, without tidying up: whoever repeats Ctrl-C means it.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const [name, exitCode] of Object.entries(EXIT_CODES)) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(exitCode);
      controller.abort(name);
    });
  }
  return controller.signal;
}
