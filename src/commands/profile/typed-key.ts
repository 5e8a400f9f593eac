import type { profileSet } from '../../grammar/profile.js';
import type { Input } from '../../grammar/spec.js';

/** A setting that can be typed: the others of a profile's file are `ant`'s own business. */
export type TypedKey = Input<typeof profileSet>['key'];
