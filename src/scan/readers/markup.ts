import { ANY_NAME, findWatched } from '../names.js';
import type { Reader } from '../setting.js';

const PROPERTY_LIST = `<key>\\s*(?<key>${ANY_NAME})\\s*</key>\\s*<string>(?<text>[^<]*)`;
const ATTRIBUTES = `<\\w+\\s+(?:name|key)="(?<name>${ANY_NAME})"\\s+value="(?<value>[^"]*)`;

/** Names set in XML: launchd's property lists, run configurations of JetBrains editors. */
export const readMarkup: Reader = (text) => {
  const plain = text.replace(/<!--.*?(?:-->|$)/gs, (comment) => ' '.repeat(comment.length));
  const settings = new RegExp(`${PROPERTY_LIST}|${ATTRIBUTES}`, 'gi');
  return {
    settings: [...plain.matchAll(settings)].flatMap(({ 0: whole, index, groups = {} }) => {
      const name = groups.key ?? groups.name ?? '';
      const value = groups.text ?? groups.value ?? '';
      return findWatched(name) === undefined
        ? []
        : [{ name, value, at: index + whole.indexOf(name) }];
    }),
  };
};
