import { AntError } from '../../errors.js';

/** Gives an `AntError` that has no way out of its own this one. */
export async function withHint<Value>(hint: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AntError) || error.hint !== undefined) throw error;
    throw new AntError(error.code, error.message, { hint, cause: error });
  }
}
