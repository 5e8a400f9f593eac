import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './measure.js';

/** A real one on this machine. */
export type Runnable = {
  readonly client: 'claude-code' | 'agent-sdk';
  readonly version: string;
  readonly command: Command;
};

/**
 * The real ones that this machine was told of, because they are too large to be installed for a test:
 * ANT_CLAUDE_CODE names the program, ANT_AGENT_SDK the directory of the package. For each that is not
 * named a line says so. `root` is the repository.
 */
export function runnable(root: string): readonly Runnable[] {
  const { ANT_CLAUDE_CODE: program, ANT_AGENT_SDK: directory } = process.env;
  return [...claudeCode(program), ...agentSdk(root, directory)];
}

function claudeCode(program: string | undefined): readonly Runnable[] {
  if (!program) return skipped('Claude Code', 'ANT_CLAUDE_CODE to the program');
  const said = execFileSync(program, ['--version'], { encoding: 'utf8' });
  const version = said.split(' ')[0] ?? '';
  return [{ client: 'claude-code', version, command: [program, '-p', 'hi'] }];
}

function agentSdk(root: string, directory: string | undefined): readonly Runnable[] {
  if (!directory) return skipped('Agent SDK', 'ANT_AGENT_SDK to its package directory');
  const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const program = join(root, 'test/differential/drivers/claude-code/agent-sdk.mjs');
  return [{ client: 'agent-sdk', version, command: [process.execPath, program, directory] }];
}

function skipped(what: string, how: string): readonly [] {
  process.stderr.write(`skipped: running the real ${what}; set ${how}\n`);
  return [];
}
