import { AntError } from '../errors.js';
import type { Input } from '../grammar/spec.js';
import type { help } from '../grammar/top.js';
import { renderTopic, TOPICS } from '../grammar/topics.js';
import type { Run } from './command.js';

/** Explains a topic. Commands are explained by the parser, which never lets their words come this far. */
export const run: Run<Input<typeof help>> = async (_host, input) => {
  const topic = TOPICS.get(input.topic.join(' '));
  if (topic === undefined) {
    throw new AntError('usage', 'no such topic', {
      hint: `ant help ${[...TOPICS.keys()].join(', ')}`,
    });
  }
  return { value: Object.fromEntries(topic.rows), text: () => renderTopic(topic) };
};
