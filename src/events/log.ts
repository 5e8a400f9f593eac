import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { type JsonObject, readJsonObject, readString } from '../json.js';
import { printable } from '../printable.js';
import { catchUp, chain, dropBefore, type Head, readHead, START } from './chain.js';
import { type Event, eventText } from './event.js';
import { isPendingName, type LogPlace, pendingPath } from './place.js';
import type { FoundHead, Line } from './verify.js';

type Machine = Pick<Host, 'files'>;

const PRIVATE = { mode: 0o600, directoryMode: 0o700 } as const;
/** Characters. A file of events that would grow beyond this becomes the older one: some 3,000 events. */
const LARGEST_FILE = 1024 * 1024;
/** More than we ever write; a larger file is somebody else's doing. */
const LARGEST_READ = 4 * LARGEST_FILE;
const LARGEST_EVENT = 4096;
const MOST_AT_ONCE = 500;

/**
 * Puts an event where it waits to be chained. Takes no lock, so that a hundred processes may do it at
 * once and none waits. An `AntError('file')` when it cannot be written.
 */
export async function leaveEvent(
  { locks }: Pick<Host, 'locks'>,
  place: LogPlace,
  event: Event,
): Promise<void> {
  await locks.publish(pendingPath(place, event.id), eventText(event));
}

/** The files of the events that are not chained yet. */
export async function namesWaiting(
  { files }: Machine,
  { pending }: LogPlace,
): Promise<readonly string[]> {
  return (await files.list(pending)).filter(isPendingName);
}

/**
 * Moves the waiting events to the end of the chain. To be done by one process at a time. A process that
 * dies at any point of it leaves a log that is whole, and the next one goes on from there.
 */
export async function chainPending({ files }: Machine, place: LogPlace): Promise<void> {
  const names = (await namesWaiting({ files }, place)).slice(0, MOST_AT_ONCE);
  if (names.length === 0) return;
  const current = await wholeLines(files, place);
  const before = await startingHead(files, place, current);
  const waiting = await readWaiting(files, place, names);
  const events = waiting.filter((event) => !isChained(current, event));
  const { lines, head } = chain(before, events);
  const added = lines.map((line) => `${line}\n`).join('');
  const { first, before: hash } = await makeRoom(files, { place, current, added, head: before });
  await files.append(place.current, added, PRIVATE);
  await writeHead(files, place, { ...head, first, before: hash });
  for (const name of names) await files.remove(`${place.pending}/${name}`);
}

/** The newest file's text, freed of a last line without end: the next one must not be glued to it. */
async function wholeLines(files: Host['files'], { current }: LogPlace): Promise<string> {
  const text = await textAt(files, current);
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) await files.write(current, whole, PRIVATE);
  return whole;
}

/** Where there are events and no head, numbering starts again, and so the loss stays visible. */
async function startingHead(files: Host['files'], place: LogPlace, current: string): Promise<Head> {
  const found = await headAt(files, place);
  if (found !== undefined && found !== 'unreadable') return catchUp(found, linesOf(current));
  // Before the first line, so that a line without a head can only mean that somebody took the head away.
  if (found === undefined && current === '') await writeHead(files, place, START);
  return START;
}

async function readWaiting(
  files: Host['files'],
  place: LogPlace,
  names: readonly string[],
): Promise<readonly JsonObject[]> {
  const events: JsonObject[] = [];
  for (const name of names) {
    const view = await files.read(`${place.pending}/${name}`, { maxBytes: LARGEST_EVENT });
    const event = readJsonObject(view?.text ?? '');
    if (event !== undefined) events.push(event);
  }
  return events;
}

/** Whether the process that chained it died before it removed what was waiting. */
function isChained(current: string, event: JsonObject): boolean {
  const id = readString(event, 'id');
  return id !== undefined && current.includes(`"id":${JSON.stringify(id)}`);
}

type Room = {
  readonly place: LogPlace;
  readonly current: string;
  readonly added: string;
  readonly head: Head;
};

/**
 * Lets a full file take the place of the older one. The head goes first: until the rest has happened
 * there is more in the files than it speaks of, never less.
 */
async function makeRoom(
  files: Host['files'],
  { place, current, added, head }: Room,
): Promise<Head> {
  const full = current.length + added.length > LARGEST_FILE;
  if (!full || current === '') return head;
  const rest = dropBefore(head, linesOf(current));
  await writeHead(files, place, rest);
  await files.write(place.older, current, PRIVATE);
  await files.remove(place.current);
  return rest;
}

/** Everything that is recorded and chained, oldest first. */
export async function readLog(
  { files }: Machine,
  place: LogPlace,
): Promise<{ readonly head: FoundHead; readonly lines: readonly Line[] }> {
  const older = await textAt(files, place.older);
  const current = await textAt(files, place.current);
  return {
    head: await headAt(files, place),
    lines: [
      // The same text twice: whoever moved it died before it was gone from its old place.
      ...(older === current ? [] : numbered('events.1.jsonl', older)),
      ...numbered('events.jsonl', current),
    ],
  };
}

function numbered(file: string, text: string): readonly Line[] {
  return linesOf(text).map((line, index) => ({ file, number: index + 1, text: line }));
}

/** Without a last line that has no end: it was being written when its writer died. */
function linesOf(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

async function headAt(files: Host['files'], { head }: LogPlace): Promise<FoundHead> {
  const view = await files.read(head);
  return view === undefined ? undefined : (readHead(view.text) ?? 'unreadable');
}

function writeHead(files: Host['files'], { head: path }: LogPlace, head: Head): Promise<void> {
  return files.write(path, `${JSON.stringify(head)}\n`, PRIVATE);
}

/** An `AntError('file')` for something else than a file: not to show its events would say that there are none. */
async function textAt(files: Host['files'], path: string): Promise<string> {
  const view = await files.read(path, { maxBytes: LARGEST_READ });
  if (view === undefined || view.kind === 'file') return view?.text ?? '';
  const message = `${printable(path, 300)} is ${KINDS[view.kind]}, where the event log belongs`;
  throw new AntError('file', message, { hint: 'move it away and run the command again' });
}

const KINDS = {
  symlink: 'a symbolic link',
  directory: 'a directory',
  other: 'a pipe, socket or device',
} as const;
