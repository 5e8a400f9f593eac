// What an exchange talks to, in a process of its own: prints its port and answers every request with a new token.
const { createServer } = require('node:http');

let granted = 0;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    granted += 1;
    const body = { access_token: `bench-${granted}`, token_type: 'Bearer', expires_in: 3600 };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
