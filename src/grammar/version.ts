/** Put here by the build, from package.json. */
declare const ANT_VERSION: string;

/** This program's version, as in `0.1.0`. */
export const VERSION = ANT_VERSION;
