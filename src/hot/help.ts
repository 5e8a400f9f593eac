/** What the parser makes of `ant --help`, written here by the build. */
declare const ANT_HELP: string;

export const HELP = ANT_HELP;
