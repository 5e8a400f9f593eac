// STS, an ECS agent and IMDSv2 in one. Usage: node aws.mjs [how it fails] [file with the token to hand out]
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import aws4 from 'aws4';
import { mint, report, serve } from './issuer.mjs';

const [failure, tokenFile] = process.argv.slice(2);
const ISSUER = 'https://0f3a9c1e-1111-4222-8333-444455556666.tokens.sts.global.api.aws';
const ROLE = 'arn:aws:iam::123456789012:role/ci';

/** Who may sign, by the id of the access key. Made up anew each time. */
const KEYS = Object.fromEntries(
  ['variables', 'container', 'machine', 'web-identity', 'sso'].map((name) => [
    `AKIA${name.replace(/\W/g, '').toUpperCase()}`,
    { name, secret: randomUUID(), session: randomUUID() },
  ]),
);
const CONTAINER_TOKEN = randomUUID();
const IMDS_TOKEN = randomUUID();

/** By name: STS's code and status. */
const REFUSALS = {
  disabled: ['OutboundWebIdentityFederationDisabledException', 403],
  escalation: ['SessionDurationEscalationException', 403],
  denied: ['AccessDenied', 403],
  expired: ['ExpiredToken', 403],
  'old-endpoint': ['InvalidAction', 400],
};

let asked = 0;
const base = await serve(async (request) => {
  asked += 1;
  if (failure === 'unwell' && asked === 1) return { status: 503, body: 'upstream connect error' };
  if (failure === 'page') return { status: 200, body: '<html>proxy</html>' };
  const { method, url } = request;
  if (method === 'POST' && url.pathname === '/') return sts(request);
  if (url.pathname === '/container') return container(request);
  if (url.pathname === '/federation/credentials') return sso(request);
  return machine(request);
});

function sts(request) {
  const form = new URLSearchParams(request.body);
  const action = form.get('Action');
  if (form.get('Version') !== '2011-06-15') return error('MissingParameter', 400);
  if (action === 'AssumeRoleWithWebIdentity') return webIdentity(form);
  const signer = verify(request);
  report({ action, ...signer });
  if (signer.wrong !== undefined) return error('SignatureDoesNotMatch', 403);
  if (REFUSALS[failure] !== undefined) return error(...REFUSALS[failure]);
  if (action !== 'GetWebIdentityToken') return error('InvalidAction', 400);
  return identityToken(form);
}

async function identityToken(form) {
  report({ duration: form.get('DurationSeconds'), algorithm: form.get('SigningAlgorithm') });
  const token = tokenFile
    ? readFileSync(tokenFile, 'utf8').trim()
    : await mint({
        iss: ISSUER,
        sub: ROLE,
        audience: form.get('Audience.member.1'),
        lifetime: Number(form.get('DurationSeconds')),
        'https://sts.amazonaws.com/': { aws_account: '123456789012' },
      });
  return xml(`<GetWebIdentityTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
<GetWebIdentityTokenResult><WebIdentityToken>${token}</WebIdentityToken>
<Expiration>2030-01-01T00:00:00Z</Expiration></GetWebIdentityTokenResult></GetWebIdentityTokenResponse>`);
}

function webIdentity(form) {
  report({ action: form.get('Action'), role: form.get('RoleArn') });
  if (form.get('WebIdentityToken') !== 'pod-token') return error('InvalidIdentityToken', 400);
  const [id, { secret, session }] = keyOf('web-identity');
  return xml(`<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
<AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>${id}</AccessKeyId>
<SecretAccessKey>${secret}</SecretAccessKey><SessionToken>${session}</SessionToken>
<Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>
</AssumeRoleWithWebIdentityResponse>`);
}

/** Signs what was signed once more, with the key that it names and code of other authors. */
function verify({ method, url, headers, body }) {
  const { authorization = '' } = headers;
  const [, id, date, region, service, names] =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([\w-]+)\/(\w+)\/aws4_request, SignedHeaders=([\w;-]+), /.exec(
      authorization,
    ) ?? [];
  const key = KEYS[id];
  if (key === undefined) return { wrong: 'the key' };
  const signed = names.split(';');
  const missing = ['host', 'x-amz-date', 'x-amz-security-token'].find(
    (one) => !signed.includes(one),
  );
  if (missing !== undefined) return { wrong: `${missing} is not signed` };
  if (service !== 'sts' || !headers['x-amz-date'].startsWith(date)) return { wrong: 'the scope' };
  if (headers['x-amz-security-token'] !== key.session) return { wrong: 'the session' };
  const again = aws4.sign(
    {
      method,
      path: url.pathname,
      service,
      region,
      body,
      headers: Object.fromEntries(signed.map((name) => [name, headers[name]])),
    },
    { accessKeyId: id, secretAccessKey: key.secret, sessionToken: key.session },
  );
  if (again.headers.Authorization !== authorization) return { wrong: 'the signature' };
  return { signed: 'well', region, by: key.name };
}

function container({ headers }) {
  if (headers.authorization !== CONTAINER_TOKEN) return { status: 401, body: {} };
  if (failure === 'no-role') return { status: 404, body: {} };
  return { body: credentials('container') };
}

/** Version 2: nothing without a session token. */
function machine({ method, url, headers }) {
  if (url.pathname === '/latest/api/token' && method === 'PUT') {
    if (headers['x-aws-ec2-metadata-token-ttl-seconds'] === undefined) return { status: 400 };
    return { body: IMDS_TOKEN };
  }
  if (headers['x-aws-ec2-metadata-token'] !== IMDS_TOKEN) return { status: 401 };
  const names = '/latest/meta-data/iam/security-credentials/';
  if (failure === 'no-role') return { status: 404 };
  if (url.pathname === names) return { body: 'ci' };
  if (url.pathname === `${names}ci`)
    return { body: { Code: 'Success', ...credentials('machine') } };
  return { status: 404 };
}

function sso({ headers }) {
  if (headers['x-amz-sso_bearer_token'] !== 'portal-token') {
    return { status: 401, body: { message: 'Session token not found or invalid' } };
  }
  const [accessKeyId, { secret, session }] = keyOf('sso');
  const expiration = Date.UTC(2030, 0, 1);
  return {
    body: {
      roleCredentials: { accessKeyId, secretAccessKey: secret, sessionToken: session, expiration },
    },
  };
}

function credentials(name) {
  const [AccessKeyId, { secret: SecretAccessKey, session: Token }] = keyOf(name);
  return { AccessKeyId, SecretAccessKey, Token, Expiration: '2030-01-01T00:00:00Z' };
}

function keyOf(name) {
  return Object.entries(KEYS).find(([, key]) => key.name === name);
}

function error(code, status) {
  return xml(
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
<Code>${code}</Code><Message>prose of the server’s</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
    status,
  );
}

function xml(body, status = 200) {
  return { status, body, headers: { 'content-type': 'text/xml' } };
}

const [id, { secret, session }] = keyOf('variables');
report({ url: base, id, secret, session, containerToken: CONTAINER_TOKEN });
