/** Copies of what others publish, and caches: large, and nobody sets anything there. */
const COPIES =
  /\/(?:node_modules|__pycache__|site-packages|\.git\/(?:objects|lfs)|\.hg\/store|\.svn\/pristine|\.cache|\.npm\/_cacache|\.pnpm-store|\.yarn\/(?:cache|unplugged)|\.cargo\/registry|\.rustup|go\/pkg\/mod|\.gradle\/caches|\.m2\/repository|\.terraform\/providers|Library\/Caches)$/;
/** Not files of anybody's. */
const PSEUDO = /^\/(?:proc|sys|dev)$/;

/** Whether a directory met on the way is left out; `all` leaves out only what holds no files. */
export function isSkipped(directory: string, all: boolean): boolean {
  return PSEUDO.test(directory) || (!all && COPIES.test(directory));
}
