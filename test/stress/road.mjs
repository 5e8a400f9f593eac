// The slow road to the sandbox, a process of its own: half of the latency passes each way. Asked for its notes
// (`/notes`), it says what passed: when it arrived, was granted, and when the answer had left.
import { createServer, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const [port = '', latency = ''] = process.argv.slice(2);
const half = Number(latency) / 2;
const notes = [];

const server = createServer(async (incoming, outgoing) => {
  const body = await bytesOf(incoming);
  if (incoming.url === '/notes') {
    outgoing.end(JSON.stringify(notes));
    return;
  }
  const note = { arrived: Date.now(), ...facts(body) };
  notes.push(note);
  await delay(half);
  const answer = await forward(incoming, body);
  note.status = answer.status;
  note.granted = Date.now();
  await delay(half);
  outgoing.writeHead(answer.status, answer.headers);
  outgoing.end(answer.body, () => {
    note.answered = Date.now();
  });
});
server.listen(0, '127.0.0.1', 1000, () => process.stdout.write(`${server.address().port}\n`));

async function bytesOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function forward({ method, url: path, headers }, body) {
  return new Promise((resolve, reject) => {
    // The sandbox answers to its own address only.
    const own = { ...headers, host: `127.0.0.1:${port}` };
    const options = { host: '127.0.0.1', port, method, path, headers: own, agent: false };
    const onward = request(options, async (response) => {
      const { statusCode: status, headers: back } = response;
      resolve({ status, headers: back, body: await bytesOf(response) });
    });
    onward.on('error', reject);
    onward.end(body);
  });
}

function facts(body) {
  try {
    const { grant_type, refresh_token } = JSON.parse(body.toString('utf8'));
    return { grant: grant_type, sent: refresh_token };
  } catch {
    return {};
  }
}
