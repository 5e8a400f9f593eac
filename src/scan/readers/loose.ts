import { ANY_NAME, findWatched } from '../names.js';
import type { Reader } from '../setting.js';

const LOOSE = `^([^#\\n]*?)["']?\\b(${ANY_NAME}|apiKeyHelper)\\b["']?\\s*[:=]\\s*(["']?)([^\\n"',]*)`;

/** For files that are not what they should be: a name and a colon or an equals sign, once a line. */
export const readLoosely: Reader = (text) => ({
  settings: [...text.matchAll(new RegExp(LOOSE, 'gim'))].flatMap((match) => {
    const [whole, , name = '', quote = '', value = ''] = match;
    if (findWatched(name) === undefined || /^\s*\/\//.test(whole)) return [];
    // Without quotes, nothing after a colon is more likely a map than an empty value.
    if (quote === '' && /^(?:[\s{[]*|null|undefined)$/.test(value)) return [];
    return [{ name, value, at: match.index + whole.indexOf(name) }];
  }),
});
