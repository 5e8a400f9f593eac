import { AntError } from '../errors.js';

/** Nothing is stored for this profile. */
export function notSignedIn(profile: string): AntError {
  return signIn(profile, `profile "${profile}" is not signed in`);
}

/** Something is stored, and it will run out: `because` says what it lacks. */
export function cannotRenew(profile: string, because: string): AntError {
  return signIn(profile, `the login of profile "${profile}" cannot be renewed: ${because}`);
}

function signIn(profile: string, message: string): AntError {
  return new AntError('no-credential', message, {
    hint: `run: ant auth login --profile ${profile}`,
  });
}
