import type { Behaviour } from './behaviour.js';

export const CLIENT_IDS = [
  'typescript-sdk',
  'python-sdk',
  'go-sdk',
  'java-sdk',
  'ruby-sdk',
  'csharp-sdk',
  'php-sdk',
  'ant-official',
  'claude-code',
  'agent-sdk',
] as const;

export type ClientId = (typeof CLIENT_IDS)[number];

/** Why we believe that a client behaves so. */
export type Evidence = {
  /** `measured`: it was run. `read`: its source was read. `documented`: its maker says so. */
  readonly kind: 'measured' | 'read' | 'documented';
  /** Which release, over how many states, when: one line for a person. */
  readonly what: string;
};

/** How a client behaves from one version up to, and without, another. */
export type ClientVersion = {
  readonly since: string;
  readonly before?: string;
  readonly behaviour: Behaviour;
  readonly evidence: Evidence;
};

export type Client = {
  readonly id: ClientId;
  /** As its makers call it. */
  readonly title: string;
  /** Oldest first; the last one is open-ended and stands for "current". */
  readonly versions: readonly ClientVersion[];
};
