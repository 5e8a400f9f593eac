import { printable } from '../printable.js';
import type { Setting } from '../profiles/effective.js';
import type { ProfileType } from '../profiles/profile.js';

/** A profile as it will be used: the value `ant profile show --json` prints. */
export type ProfileView = {
  readonly name: string;
  readonly active: boolean;
  readonly type: ProfileType;
  readonly path: string;
  /** Where its secrets rest; null when the file does not say. */
  readonly store: string | null;
  readonly settings: Readonly<Record<string, Setting | null>>;
};

/** One name a line behind two characters, as the official command prints it: scripts cut them off. */
export function renderProfileNames(names: readonly string[], active: string | undefined): string {
  return names.map((name) => `${name === active ? '* ' : '  '}${name}\n`).join('');
}

/** A heading and one setting a line; where a value does not come from the file, it says where from. */
export function renderProfile({ name, active, type, path, store, settings }: ProfileView): string {
  const rows = Object.entries(settings).flatMap(([key, setting]) =>
    setting === null ? [] : [[key, `${printable(setting.value)}${origin(setting)}`] as const],
  );
  const all = [
    ['type', type] as const,
    ...rows,
    ...(store === null ? [] : [['store', store] as const]),
    ['file', printable(path)] as const,
  ];
  const width = Math.max(...all.map(([key]) => key.length));
  const lines = all.map(([key, value]) => `  ${key.padEnd(width)}  ${value}\n`);
  return `${name}${active ? ' (active)' : ''}\n${lines.join('')}`;
}

function origin({ origin: from }: Setting): string {
  if (from === 'profile') return '';
  return from === 'default' ? '  (default)' : `  (from ${from})`;
}
