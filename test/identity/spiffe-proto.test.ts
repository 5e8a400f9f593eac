import { join } from 'node:path';
import { loadSync, type ServiceDefinition } from '@grpc/proto-loader';
import { expect, test } from 'vitest';
import type { GrpcRequest } from '../../src/grpc.js';
import { isObject } from '../../src/json.js';
import { fakeHost } from '../support/host.js';
import { ask, PLATFORM } from './asking.js';

const OURS = join(import.meta.dirname, '../standins/workload.proto');
const loaded = loadSync(process.env.SPIFFE_WORKLOAD_PROTO ?? OURS, { keepCase: true });

function fieldsOf(name: string) {
  const { type } = loaded[name] ?? {};
  const fields = isObject(type) && Array.isArray(type.field) ? type.field : [];
  return fields.map((field) =>
    [field.number, field.name, field.label, field.type, field.typeName].join(' ').trim(),
  );
}

/** As they are in spiffe/spiffe, standards/workloadapi.proto, read on 2026-11-22 at 665a28f. */
test.each([
  [
    'JWTSVIDRequest',
    ['1 audience LABEL_REPEATED TYPE_STRING', '2 spiffe_id LABEL_OPTIONAL TYPE_STRING'],
  ],
  ['JWTSVIDResponse', ['1 svids LABEL_REPEATED TYPE_MESSAGE JWTSVID']],
  [
    'JWTSVID',
    [
      '1 spiffe_id LABEL_OPTIONAL TYPE_STRING',
      '2 svid LABEL_OPTIONAL TYPE_STRING',
      '3 hint LABEL_OPTIONAL TYPE_STRING',
    ],
  ],
])('%s has the official fields', (name, fields) => {
  expect(fieldsOf(name)).toEqual(fields);
});

test('what is asked is the official method, with the official message', async () => {
  const asked: GrpcRequest[] = [];
  const host = fakeHost({
    env: { SPIFFE_ENDPOINT_SOCKET: 'tcp://127.0.0.1:1' },
    grpc: {
      call: async (request) => {
        asked.push(request);
        return { state: 'refused', code: 3 };
      },
    },
  });
  await ask(host, { id: 'spiffe', settings: { spiffe_id: 'spiffe://acme.example/web' } });
  const { FetchJWTSVID: method } = loaded.SpiffeWorkloadAPI as ServiceDefinition;
  expect(method).toMatchObject({ requestStream: false, responseStream: false });
  expect(asked.map(({ path }) => path)).toEqual([method?.path]);
  expect(asked.map(({ message }) => method?.requestDeserialize(Buffer.from(message)))).toEqual([
    { audience: [PLATFORM], spiffe_id: 'spiffe://acme.example/web' },
  ]);
});
