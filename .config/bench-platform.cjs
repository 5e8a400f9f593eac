// What an exchange talks to, in a process of its own: prints its port, and answers every request with a new token as
// soon as it has arrived, so that it is the client that is measured.
const { createServer } = require('node:net');

let granted = 0;
const server = createServer((socket) => {
  let request = '';
  socket.setNoDelay(true).on('error', () => undefined);
  socket.on('data', (bytes) => {
    request += bytes.toString('latin1');
    if (!isWhole(request)) return;
    granted += 1;
    const body = `{"access_token":"bench-${granted}","token_type":"Bearer","expires_in":3600}`;
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close';
    socket.end(`${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));

function isWhole(request) {
  const end = request.indexOf('\r\n\r\n');
  const [, length = '0'] = /content-length: (\d+)/i.exec(request) ?? [];
  return end !== -1 && request.length >= end + 4 + Number(length);
}
