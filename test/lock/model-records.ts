/** A listing that is under way: what was there all the time, and what was there at any time. */
export type Scan = { readonly throughout: Set<number>; readonly ever: Set<number> };

type Entry = { readonly owner: number; readonly released: boolean; readonly expired: boolean };

const NOBODY = -1;

/** The directory of a lock: numbered records, and listings that are not done in one step. */
export class Records {
  readonly #entries = new Map<number, Entry>();
  readonly #scans = new Set<Scan>();

  /** A record that somebody released before anything begins. */
  leaveReleased(number: number): void {
    this.#put(number, { owner: NOBODY, released: true, expired: false });
  }

  numbers(): readonly number[] {
    return [...this.#entries.keys()];
  }

  highest(): number {
    return Math.max(0, ...this.numbers());
  }

  at(number: number): Entry | undefined {
    return this.#entries.get(number);
  }

  publish(number: number, owner: number): boolean {
    if (this.#entries.has(number)) return false;
    this.#put(number, { owner, released: false, expired: false });
    return true;
  }

  release(number: number, owner: number): void {
    this.#put(number, { owner, released: true, expired: false });
  }

  remove(number: number): void {
    this.#entries.delete(number);
    for (const { throughout } of this.#scans) throughout.delete(number);
  }

  /** Whether that owner has a record whose lease could end. */
  hasLease(owner: number): boolean {
    return this.#leaseOf(owner) !== undefined;
  }

  expire(owner: number): void {
    const number = this.#leaseOf(owner);
    if (number !== undefined) this.#put(number, { owner, released: false, expired: true });
  }

  openScan(): Scan {
    const scan = { throughout: new Set(this.numbers()), ever: new Set(this.numbers()) };
    this.#scans.add(scan);
    return scan;
  }

  closeScan(scan: Scan): void {
    this.#scans.delete(scan);
  }

  /** Everything here, as text, with the owners called by other names. */
  spell(nameOf: (owner: number) => number): string {
    return [...this.#entries]
      .sort(([one], [other]) => one - other)
      .map(([number, { owner, released, expired }]) =>
        released ? `${number}r` : `${number}o${nameOf(owner)}${expired ? 'x' : ''}`,
      )
      .join();
  }

  #put(number: number, entry: Entry): void {
    this.#entries.set(number, entry);
    for (const { ever } of this.#scans) ever.add(number);
  }

  #leaseOf(wanted: number): number | undefined {
    const isLease = ([, { owner, released, expired }]: readonly [number, Entry]) =>
      owner === wanted && !released && !expired;
    return [...this.#entries].find(isLease)?.[0];
  }
}
