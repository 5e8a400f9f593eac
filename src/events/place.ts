/** Where the log of one configuration directory lies. */
export type LogPlace = {
  /** The newest events, a line of JSON each. */
  readonly current: string;
  /** Those before them. */
  readonly older: string;
  /** How far the log goes, and the hash of its last line. */
  readonly head: string;
  /** Directory of events that are not in the chain yet, a file each. */
  readonly pending: string;
  /** Directory of the lock's records. */
  readonly lock: string;
};

export function logPlace(configDir: string): LogPlace {
  const directory = `${configDir}/log`;
  return {
    current: `${directory}/events.jsonl`,
    older: `${directory}/events.1.jsonl`,
    head: `${directory}/head.json`,
    pending: `${directory}/pending`,
    lock: `${directory}/lock`,
  };
}

/** The file an event waits in. Any other name in that directory is no event, or half of one. */
export function pendingPath({ pending }: LogPlace, id: string): string {
  return `${pending}/${id}.json`;
}

export function isPendingName(name: string): boolean {
  return /^[\w-]+\.json$/.test(name);
}
