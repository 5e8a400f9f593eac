import { AntError } from '../errors.js';

/** Nothing is stored for this profile. */
export function notSignedIn(profile: string): AntError {
  return signIn(profile, `profile "${profile}" is not signed in`);
}

/** Something is stored, and it will run out: `because` says what it lacks. */
export function cannotRenew(profile: string, because: string): AntError {
  const message = `the login of profile "${profile}" cannot be renewed: ${because}`;
  const error = signIn(profile, message);
  withoutMeans.add(error);
  return error;
}

/** Whether an error is of `cannotRenew`: nothing was sent, and the access token at hand is as good as before. */
export function isWithoutMeans(error: AntError): boolean {
  return withoutMeans.has(error);
}

const withoutMeans = new WeakSet<AntError>();

function signIn(profile: string, message: string): AntError {
  return new AntError('no-credential', message, {
    hint: `run: ant auth login --profile ${profile}`,
  });
}
