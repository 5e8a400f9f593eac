import { CLAUDE_CODE_NOW } from './claude-code.js';
import type { Client } from './client.js';

/** It starts the Claude Code that it brings along, and has no credentials of its own. */
export const AGENT_SDK: Client = {
  id: 'agent-sdk',
  title: 'Claude Agent SDK',
  versions: [
    {
      since: '0.3.330',
      behaviour: CLAUDE_CODE_NOW,
      evidence: {
        kind: 'measured',
        what: '0.3.330, which brings Claude Code 2.1.330, in every state of its differential test',
      },
    },
  ],
};
