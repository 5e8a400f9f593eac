import { childEnvironment } from '../../child/environment.js';
import type { Advice } from '../../clients/advice.js';
import { type Prediction, sourceKey } from '../../clients/compare.js';
import type { Facts } from '../../clients/facts.js';
import { sourceName } from '../../output/outcome.js';
import type { AskedClient } from './asked-clients.js';
import { withActive, withConfigDirectory, withLogin } from './change-facts.js';
import type { Own } from './own-outcome.js';
import { agreeOn, others, planFor } from './plan.js';
import type { Target } from './remedies.js';
import { spell } from './spell.js';
import { targetsOf } from './targets.js';

type Asked = {
  readonly facts: Facts;
  readonly clients: readonly AskedClient[];
  readonly predictions: readonly Prediction[];
  readonly own: Own;
};

/** Ways to make these clients agree, the best first; none where they agree on what is no static key. */
export function adviceFor(asked: Asked): readonly Advice[] {
  const targets = targetsOf(asked.own, asked);
  const isKeyless = ({ source }: Target) => source.kind !== 'variable';
  if (targets.some((each) => isKeyless(each) && agreeOn(asked.predictions, each))) return [];
  return targets.flatMap((target) => [...permanent(asked, target), ...oneProgram(asked, target)]);
}

function permanent({ facts, clients }: Asked, target: Target): readonly Advice[] {
  const plan = planFor(facts, clients, target);
  const helps = plan !== undefined && plan.steps.length > 0;
  if (!helps || plan.left.length === clients.length) return [];
  const lines = spell(plan.steps, { facts, clients: clients.length });
  return [{ goal: `use ${sourceName(target.source)} everywhere`, lines, except: plan.left }];
}

/** `ant exec`, where it can hand the target on. */
function oneProgram({ facts, clients, own }: Asked, target: Target): readonly Advice[] {
  const line = execLine(own, target);
  if (line === undefined) return [];
  const except = others(insideExec(facts, target), clients, sourceKey(lent(target)));
  if (except.length === clients.length) return [];
  const goal = `use ${sourceName(target.source)} in one program, and leave the rest as it is`;
  return [{ goal, lines: [line], except }];
}

function execLine(
  { decision }: Own,
  { source, needsLogin, elsewhere }: Target,
): string | undefined {
  if (needsLogin || elsewhere) return undefined;
  const tier = decision.winner?.tier;
  const program = '-- PROGRAM';
  if (source.kind === 'profile') {
    const keyed = tier === 'api-key' || tier === 'auth-token';
    return `ant exec --profile ${source.name} ${keyed ? '--ignore-env ' : ''}${program}`;
  }
  return tier === 'federation-env' ? `ant exec ${program}` : undefined;
}

/** Stands for the private directory, whose name is known only once there is one. */
const PRIVATE = '(private)';

function lent({ source }: Target): Extract<Target['source'], { readonly kind: 'profile' }> {
  const name = source.kind === 'profile' ? source.name : 'exec';
  return { kind: 'profile', name, directory: PRIVATE };
}

function insideExec(facts: Facts, target: Target): Facts {
  const { name, directory } = lent(target);
  const variables = { ANTHROPIC_CONFIG_DIR: directory, ANTHROPIC_PROFILE: name };
  const names = Object.keys(facts.env).map((each) => [each, each]);
  const child = childEnvironment(
    { env: Object.fromEntries(names), platform: facts.platform },
    { variables, baseUrl: '' },
  );
  const kept = Object.entries(facts.env).filter(([each]) => child.env[each] === each);
  const env = {
    ...Object.fromEntries(kept),
    ANTHROPIC_PROFILE: { state: 'set', value: name },
  } as const;
  const moved = withConfigDirectory({ ...facts, env }, directory);
  return withLogin(withActive(moved, directory, name), directory, name);
}
