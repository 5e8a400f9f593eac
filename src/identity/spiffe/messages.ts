/**
 * The two messages of SPIFFE's Workload API that are used here, as bytes. Protocol Buffers, with
 * `JWTSVIDRequest { repeated string audience = 1; string spiffe_id = 2; }`,
 * `JWTSVIDResponse { repeated JWTSVID svids = 1; }` and `JWTSVID { string spiffe_id = 1; string svid = 2; }`.
 * https://protobuf.dev/programming-guides/encoding/
 */
export function encodeRequest(audience: string, spiffeId?: string): Uint8Array {
  const id = spiffeId === undefined ? [] : textField(2, spiffeId);
  return Uint8Array.from([...textField(1, audience), ...id]);
}

/** A JWT-SVID as it was sent: unchecked. */
export type Svid = { readonly spiffeId: string; readonly token: string };

/** In the order of the answer. `undefined` when the bytes are no such message. */
export function decodeResponse(message: Uint8Array): readonly Svid[] | undefined {
  try {
    return readFields(message)
      .filter(({ number }) => number === 1)
      .map(({ bytes }) => readSvid(bytes));
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function readSvid(message: Uint8Array): Svid {
  const fields = readFields(message);
  const text = (wanted: number) => {
    // Of a field that comes twice the last one counts.
    const bytes = fields.findLast(({ number }) => number === wanted)?.bytes ?? new Uint8Array();
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  };
  return { spiffeId: text(1), token: text(2) };
}

/** A tag, whose lower three bits are the wire type (2: length and bytes), the length, and the bytes. */
function textField(number: number, text: string): readonly number[] {
  const bytes = new TextEncoder().encode(text);
  return [number * 8 + 2, ...varint(bytes.length), ...bytes];
}

function varint(value: number): readonly number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

type Field = { readonly number: number; readonly bytes: Uint8Array };

/** Fields that are numbers come out without bytes: none of ours is one. A `RangeError` where the bytes end too early. */
function readFields(message: Uint8Array): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  while (at < message.length) {
    const tag = readVarint(message, at);
    const { start, end } = extent(message, tag.next, tag.value % 8);
    if (end > message.length) throw new RangeError('cut off');
    fields.push({ number: Math.floor(tag.value / 8), bytes: message.subarray(start, end) });
    at = end;
  }
  return fields;
}

/** Where the bytes of a field begin and end, which itself begins at `at`. */
function extent(message: Uint8Array, at: number, wireType: number) {
  const skip = (end: number) => ({ start: end, end });
  if (wireType === 1) return skip(at + 8);
  if (wireType === 5) return skip(at + 4);
  const { value, next } = readVarint(message, at);
  if (wireType === 0) return skip(next);
  if (wireType === 2) return { start: next, end: next + value };
  throw new RangeError('no such wire type');
}

function readVarint(message: Uint8Array, at: number) {
  let value = 0;
  for (let index = 0; index < 10; index += 1) {
    const byte = message[at + index];
    if (byte === undefined) break;
    value += (byte % 128) * 2 ** (7 * index);
    if (byte < 128) return { value, next: at + index + 1 };
  }
  throw new RangeError('no varint');
}
