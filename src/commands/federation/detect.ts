import { AntError } from '../../errors.js';
import type { federationDetect } from '../../grammar/federation.js';
import type { Input } from '../../grammar/spec.js';
import { ambientSource, type Detected, detectAll } from '../../identity/detect.js';
import { type Choice, detectionText, detectionValue } from '../../output/detection.js';
import type { Answer, Run } from '../command.js';

/** Says what this machine is, and which identity an exchange would present. */
export const run: Run<Input<typeof federationDetect>> = async (host): Promise<Answer> => {
  const detected = await detectAll(host);
  const choice = choose(detected);
  return {
    value: detectionValue(detected, choice),
    text: () => detectionText(detected, choice),
    exitCode: exitCode(choice),
  };
};

function choose(detected: readonly Detected[]): Choice {
  try {
    const found = ambientSource(detected);
    return found === undefined ? {} : { chosen: found.source.id };
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    return { trouble: { message: error.message, ...(error.hint && { hint: error.hint }) } };
  }
}

function exitCode({ chosen, trouble }: Choice): 0 | 3 | 7 {
  if (trouble !== undefined) return 7;
  return chosen === undefined ? 3 : 0;
}
