import type { Comparison } from '../../clients/compare.js';
import { findCandidates, type Search } from '../../credentials/find-candidates.js';
import { type Decision, decide } from '../../credentials/precedence.js';
import type { Input } from '../../grammar/spec.js';
import type { whoami } from '../../grammar/whoami.js';
import type { Host } from '../../host.js';
import { renderComparison } from '../../output/comparison.js';
import { comparisonValue } from '../../output/comparison-value.js';
import {
  type DecisionView,
  decisionValue,
  headline,
  renderDecision,
} from '../../output/decision.js';
import { renderVerified, type Verified, verifiedValue } from '../../output/verified.js';
import { printable } from '../../printable.js';
import { absolutePath } from '../../profiles/config-dir.js';
import { tellUnrevoked } from '../auth/tell-unrevoked.js';
import type { Answer, Run } from '../command.js';
import { verify } from '../verify.js';
import { readWishes, resolveWishes, type Wish } from './asked-clients.js';
import { compare } from './comparison.js';
import { evidenceOf } from './evidence.js';
import { refuseOddFlags, wantsFacts } from './flags.js';
import { redactDeep } from './redact-deep.js';
import { lookHere, type Scene } from './scene.js';
import { refuseShadowedFlag, searchOf } from './search.js';
import { readSnapshot, writeSnapshot } from './snapshot.js';

type Given = Input<typeof whoami>;

/** Answers "which credential is used here, and why?", by `ant` and by others, without using it. */
export const run: Run<Given> = async (host, input) => {
  refuseOddFlags(input);
  if (!wantsFacts(input)) {
    return answerDecision(host, searchOf(host, input), { verify: input.verify === true });
  }
  const wishes = readWishes(input.for ?? [], input.installed === true);
  const scene = await sceneOf(host, input, wishes);
  const decision = decide(scene.candidates);
  if (input.replay === undefined) await warn(host, decision, searchOf(host, input));
  if (input.snapshot !== undefined) await save(host, scene, input);
  const verified = await verifiedOf(host, decision, input);
  const own = {
    decision,
    configDir: scene.configDir,
    version: scene.version,
    now: scene.facts.now,
  };
  return answer({
    view: {
      decision,
      now: own.now,
      columns: host.terminal.columns,
      ...(input.explain && { evidence: evidenceOf(scene) }),
    },
    verified,
    comparison:
      wishes.length === 0
        ? undefined
        : compare(scene.facts, resolveWishes(wishes, scene.installed), own),
    plain: input['screen-reader'] === true,
  });
};

/** The one answer of `whoami` without words of its own and of `auth status`. */
export async function answerDecision(
  host: Host,
  search: Search,
  options: { readonly verify: boolean },
): Promise<Answer> {
  const decision = decide(await findCandidates(host, search));
  await warn(host, decision, search);
  const verified =
    options.verify && decision.winner ? await verify(host, decision.winner, search) : undefined;
  const view = { decision, now: host.now(), columns: host.terminal.columns };
  return answer({ view, verified, comparison: undefined, plain: false });
}

async function sceneOf(host: Host, input: Given, wishes: readonly Wish[]): Promise<Scene> {
  if (input.replay !== undefined) return readSnapshot(host, absolutePath(host, input.replay));
  return lookHere(host, searchOf(host, input), {
    wishes,
    ownDirectory: input['config-dir'] !== undefined,
  });
}

async function warn(host: Host, decision: Decision, search: Search): Promise<void> {
  refuseShadowedFlag(decision, search);
  await tellUnrevoked(host, search.configDir);
}

async function save(host: Host, scene: Scene, input: Given): Promise<void> {
  const path = absolutePath(host, input.snapshot ?? '');
  await writeSnapshot(host, scene, { path, keepPaths: input['keep-paths'] === true });
  host.terminal.say(
    `ant: wrote ${printable(path, 300)}: names, ids and paths are in it, and no secret; look it over before you send it`,
  );
}

async function verifiedOf(
  host: Host,
  { winner }: Decision,
  input: Given,
): Promise<Verified | undefined> {
  if (input.verify !== true || winner === undefined) return undefined;
  return verify(host, winner, searchOf(host, input));
}

type Found = {
  readonly view: DecisionView;
  readonly verified: Verified | undefined;
  readonly comparison: Comparison | undefined;
  readonly plain: boolean;
};

function answer({ view, verified, comparison, plain }: Found): Answer {
  const { winner } = view.decision;
  const differs = verified !== undefined && verified.differences.length > 0;
  return {
    value: redactDeep(
      {
        ...decisionValue(view),
        ...(comparison && comparisonValue(comparison)),
        ...(verified && { verified: verifiedValue(verified) }),
      },
      [],
    ),
    text: () => {
      const shown = { columns: view.columns, plain, explain: view.evidence !== undefined };
      // Beside other clients, our own tiers are one row of the table, unless evidence is asked for.
      const others = comparison && `\n${renderComparison(comparison, shown)}`;
      const brief = comparison !== undefined && view.evidence === undefined;
      const own = brief ? `${headline(view).join('\n')}\n` : renderDecision(view);
      return `${own}${others ?? ''}${verified ? `\n${renderVerified(verified, view.columns)}` : ''}`;
    },
    exitCode: differs ? 7 : winner === undefined ? 3 : 0,
  };
}
