import { join } from 'node:path';
import { loadSync } from '@grpc/proto-loader';
import { expect, test } from 'vitest';
import { decodeResponse, encodeRequest } from '../../src/identity/spiffe/messages.js';

type Method = {
  readonly requestDeserialize: (bytes: Buffer) => unknown;
  readonly responseSerialize: (message: object) => Buffer;
};

const OURS = join(import.meta.dirname, '../standins/workload.proto');
const PROTO = process.env.SPIFFE_WORKLOAD_PROTO ?? OURS;
const service = loadSync(PROTO, { keepCase: true }).SpiffeWorkloadAPI;
const method = Object.entries(service ?? {}).find(
  ([name]) => name === 'FetchJWTSVID',
)?.[1] as Method;

const LONG = `https://${'ä'.repeat(9000)}.example`;

test.each([
  ['https://api.anthropic.com', undefined, {}],
  ['a', 'spiffe://x/y', { spiffe_id: 'spiffe://x/y' }],
  [LONG, undefined, {}],
])('a request is what protobuf.js reads it as', (audience, id, more) => {
  const bytes = Buffer.from(encodeRequest(audience, id));
  expect(method.requestDeserialize(bytes)).toEqual({ audience: [audience], ...more });
});

const SVIDS = [
  { spiffe_id: 'spiffe://x/a', svid: 'a.b.c', hint: 'internal' },
  { spiffe_id: LONG, svid: 'd.e.f' },
];
const whole = method.responseSerialize({ svids: SVIDS });

test('a response is what protobuf.js wrote', () => {
  expect(decodeResponse(whole)).toEqual(
    SVIDS.map(({ spiffe_id: spiffeId, svid: token }) => ({ spiffeId, token })),
  );
});

test.each([
  ['a number', [0x18, 0xff, 0x01]],
  ['eight bytes', [0x19, ...Array(8).fill(0xff)]],
  ['four bytes', [0x1d, ...Array(4).fill(0xff)]],
  ['a text', [0x22, 1, 0x78]],
])('fields of later versions are passed over: %s', (_, field) => {
  const longer = Uint8Array.from([...field, ...whole]);
  expect(decodeResponse(longer)).toEqual(decodeResponse(whole));
});

test.each([
  ['cut off in a text', whole.subarray(0, 20)],
  ['cut off in a length', Uint8Array.from([0x0a])],
  ['with a length that never ends', Uint8Array.from([0x0a, ...Array(12).fill(0xff)])],
  ['with a group', Uint8Array.from([0x0b])],
  ['with a text that is none', Uint8Array.from([0x0a, 3, 0x12, 1, 0xff])],
])('bytes %s are no response', (_, bytes) => {
  expect(decodeResponse(bytes)).toBeUndefined();
});

test('no bytes are a response without SVIDs', () => {
  expect(decodeResponse(new Uint8Array())).toEqual([]);
});
