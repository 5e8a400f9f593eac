// One request with Node's own client and nothing else: what no exchange can be quicker than.
const { request } = require('node:http');

const url = new URL('/v1/oauth/token', process.env.ANTHROPIC_BASE_URL);
const sent = request(url, { method: 'POST', agent: false }, (response) => {
  let body = '';
  response.on('data', (bytes) => {
    body += bytes;
  });
  response.on('end', () => process.stdout.write(JSON.parse(body).access_token));
});
sent.end('{}');
