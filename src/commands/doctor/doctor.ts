import type { doctor } from '../../grammar/doctor.js';
import type { Input } from '../../grammar/spec.js';
import { examine, exitCodeOf } from '../../health/examine.js';
import { type Mended, mend, repairsOf } from '../../health/mend.js';
import { doctorValue, renderDoctor } from '../../output/doctor.js';
import { configDirectory } from '../../profiles/config-dir.js';
import type { Run } from '../command.js';

/** Looks at everything that can keep a credential from working; with `--fix`, mends and looks again. */
export const run: Run<Input<typeof doctor>> = async (host, input) => {
  const search = {
    configDir: configDirectory(host, input['config-dir']),
    profileFlag: input.profile,
    baseUrlFlag: input['base-url'],
  };
  const { terminal } = host;
  const look = () =>
    examine(
      host,
      { search, offline: input.offline === true },
      terminal.interactive ? (subject) => terminal.say(`ant: looking at: ${subject}`) : undefined,
    );
  const before = await look();
  const mended = input.fix ? await mend(host, repairsOf(before)) : [];
  const lines = mended.length === 0 ? before : await look();
  return {
    value: doctorValue({ lines, mended }),
    text: () => renderDoctor({ lines, mended }),
    exitCode: Math.max(exitCodeOf(lines), mended.some(hasFailed) ? 6 : 0),
  };
};

function hasFailed(mended: Mended): boolean {
  return 'failed' in mended;
}
