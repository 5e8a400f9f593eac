import type { Detected } from '../identity/detect.js';
import { printable } from '../printable.js';

/** Which source an exchange would ask, or why it would ask none. */
export type Choice = {
  readonly chosen?: string;
  readonly trouble?: { readonly message: string; readonly hint?: string };
};

/** What is here first, with its evidence; then what is broken, with its mend; then what was looked for. */
export function detectionText(detected: readonly Detected[], choice: Choice): string {
  const width = Math.max(...detected.map(({ source }) => source.id.length));
  const line = (id: string, rest: string) => `${id.padEnd(width)}  ${rest}`;
  const of = (state: Detected['detection']['state']) =>
    detected.filter(({ detection }) => detection.state === state);
  const present = [...of('present'), ...of('broken')].flatMap(({ source, detection }) => {
    if (detection.state === 'absent') return [];
    const mark = detection.state === 'present' ? '>' : '!';
    const evidence = printable(detection.evidence.join(', '), 300);
    const named = detection.onlyNamed ? `; only --source ${source.id} would ask it` : '';
    const first = `${mark} ${line(source.id, `${detection.state} (${evidence})${named}`)}`;
    if (detection.state === 'present') return [first];
    const fix = detection.fix.split('\n').map((each) => `      ${printable(each, 200)}`);
    return [first, `    ${printable(detection.because, 300)}. To mend it:`, ...fix];
  });
  const absent = of('absent').flatMap(({ source, detection }) =>
    detection.state === 'absent'
      ? [
          `  ${line(source.id, `${looked(source)} ${printable(detection.lookedFor.join(', '), 200)}`)}`,
        ]
      : [],
  );
  const sections = [...section('', present), ...section('Not here:', absent)];
  return [headline(detected, choice), ...sections, ''].join('\n');
}

function looked({ id, asked }: Detected['source']): string {
  return asked === 'named' ? `needs --source ${id} and` : 'looked for';
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return ['', ...(title === '' ? [] : [title]), ...lines];
}

function headline(detected: readonly Detected[], { chosen, trouble }: Choice): string {
  if (chosen !== undefined) return `An exchange would present the identity of ${chosen}.`;
  if (trouble !== undefined) return withoutIdentity(detected, trouble);
  const named = detected.find(({ detection }) => detection.state === 'present');
  return named === undefined
    ? 'This machine has no identity that ant knows of.'
    : `No identity would be presented unless it is named: --source ${named.source.id}.`;
}

/** A fix is not said twice: each stands below, where there is room for it. */
function withoutIdentity(
  detected: readonly Detected[],
  { message, hint = '' }: NonNullable<Choice['trouble']>,
): string {
  const isBelow = detected.some(
    ({ detection }) => detection.state === 'broken' && detection.fix === hint,
  );
  const shown = isBelow || hint === '' ? '' : ` (${printable(hint, 200)})`;
  return `No identity would be presented: ${printable(message, 300)}${shown}.`;
}

/** For `--json`. */
export function detectionValue(detected: readonly Detected[], choice: Choice): unknown {
  return {
    schema_version: 1,
    chosen: choice.chosen ?? null,
    ...(choice.trouble && { trouble: choice.trouble }),
    sources: detected.map(({ source, detection }) => {
      const { state } = detection;
      const own = { source: source.id, asked: source.asked, layer: source.layer, state };
      if (detection.state === 'absent') return { ...own, looked_for: detection.lookedFor };
      const asked = detection.onlyNamed ? { asked: 'named' } : {};
      if (detection.state === 'present') return { ...own, ...asked, evidence: detection.evidence };
      const { evidence, because, fix } = detection;
      return { ...own, ...asked, evidence, because, fix };
    }),
  };
}
