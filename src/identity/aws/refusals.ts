import type { WebIdentityAnswer } from '../../aws.js';
import { AntError } from '../../errors.js';
import { printable } from '../../printable.js';

type Refused = Extract<WebIdentityAnswer, { readonly state: 'refused' }>;
type Unsigned = Extract<WebIdentityAnswer, { readonly state: 'unsigned' }>;

/** What was asked for, as far as it helps to say what is missing. */
export type Wanted = {
  readonly audience: string;
  readonly durationSeconds: number;
  readonly profile?: string | undefined;
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_getting_started.html */
const ENABLE = `an administrator of the account has to allow it, once:
aws iam enable-outbound-web-identity-federation`;

type Meaning = { readonly because: string; readonly hint: (wanted: Wanted) => string };

const EXPIRED: Meaning = {
  because: 'the credentials have expired',
  hint: ({ profile }) =>
    `get new ones${profile ? `: aws sso login --profile ${printable(profile, 60)}` : ''}`,
};
const UNKNOWN_KEY: Meaning = {
  because: 'the access key is not known, or its session token is missing',
  hint: () =>
    'correct AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or unset all three',
};
const CLOCK: Meaning = {
  because: 'the signature does not fit',
  hint: () => 'correct AWS_SECRET_ACCESS_KEY; or the clock, if it is wrong: ant doctor --online',
};

/**
 * By AWS's word for it, less its ending `Exception`.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
 */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  [
    'OutboundWebIdentityFederationDisabled',
    {
      because: 'this account does not let its roles present themselves elsewhere',
      hint: () => ENABLE,
    },
  ],
  [
    'SessionDurationEscalation',
    {
      because: 'the token would outlive the session that asks for it',
      hint: ({ durationSeconds }) =>
        `ask for less than ${durationSeconds} seconds: --source-setting duration_seconds=300`,
    },
  ],
  ['AccessDenied', { because: 'this role may not do that', hint: permission }],
  ['ExpiredToken', EXPIRED],
  ['InvalidClientTokenId', UNKNOWN_KEY],
  ['UnrecognizedClient', UNKNOWN_KEY],
  ['SignatureDoesNotMatch', CLOCK],
  ['RequestExpired', CLOCK],
  [
    'InvalidAction',
    {
      because: 'this endpoint makes no identity tokens',
      hint: () => 'name a region that does: --source-setting region=us-east-1',
    },
  ],
  [
    'RegionDisabled',
    {
      because: 'the account has switched this region off',
      hint: () => 'name another: --source-setting region=us-east-1',
    },
  ],
]);

/** A pod's token was not good enough for the role that the pod is to have. */
const WEB_IDENTITY: Meaning = {
  because: 'the role does not accept the token in AWS_WEB_IDENTITY_TOKEN_FILE',
  hint: () =>
    'see the role’s trust policy: its provider, system:serviceaccount:NAMESPACE:NAME, and the audience sts.amazonaws.com',
};

/** STS, or who had the credentials, said no. */
export function refusedError({ host, action, status, code }: Refused, wanted: Wanted): AntError {
  const word = code?.replace(/(Exception|Error)$/, '') ?? '';
  const meaning = action === 'AssumeRoleWithWebIdentity' ? WEB_IDENTITY : MEANINGS.get(word);
  const said = `${printable(host)} answered ${status}${code ? ` ${code}` : ''} to ${printable(action, 60)}`;
  return new AntError('identity-token', `AWS: ${said}${meaning ? `: ${meaning.because}` : ''}`, {
    hint: meaning?.hint(wanted) ?? 'see what is here: ant federation detect',
  });
}

/** There was nothing to sign with. */
export function unsignedError({ because, renewal }: Unsigned, { profile }: Wanted): AntError {
  const named = profile ? ` --profile ${printable(profile, 60)}` : '';
  return new AntError('identity-token', `AWS: there are no credentials to sign with: ${because}`, {
    hint: renewal
      ? `${renewal}${named}`
      : 'attach a role to this workload or machine, or choose a profile: --source-setting profile=NAME',
  });
}

function permission({ audience }: Wanted): string {
  const statement = {
    Effect: 'Allow',
    Action: 'sts:GetWebIdentityToken',
    Resource: '*',
    Condition: {
      'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': [printable(audience, 1000)] },
    },
  };
  return `add to a policy of the role:\n${JSON.stringify(statement, null, 2)}`;
}
