import { render, UNKNOWN } from './render.js';
import { TEMPLATES } from './table.js';

/** The files under `docs/pipelines`: what the command prints for each provider's example. */
export function examplePipelines(): readonly { readonly path: string; readonly text: string }[] {
  return Object.values(TEMPLATES).map(({ id, example, make }) => {
    const { snippet } = render(make(example), { name: id, ids: UNKNOWN });
    const ending = snippet.path.endsWith('.yml') ? 'yml' : 'sh';
    return { path: `docs/pipelines/${id}.${ending}`, text: snippet.text };
  });
}
