import type { Command } from '../command/definition.ts';
import { agentCommands } from './agent.ts';
import { awayCommands } from './away.ts';
import { configCommands } from './config.ts';
import { copilotCommand } from './copilot.ts';
import { deadCommands } from './dead.ts';
import { deskCaseCommands } from './escalate.ts';
import { forgetCommands } from './forget.ts';
import { helpCommand } from './help.ts';
import { hoursCommands } from './hours.ts';
import { humanCommand } from './human.ts';
import { kbCommands } from './kb.ts';
import { pauseCommands } from './pause.ts';
import { policyCommands } from './policy.ts';
import { queueCommand } from './queue.ts';
import { reportCommand } from './report.ts';
import { skillCommands } from './skill.ts';
import { statusCommand } from './status.ts';
import { textCommands } from './text.ts';
import { triggerCommands } from './trigger.ts';
import { whyCommand } from './why.ts';

/** Every command there is, in the order in which help shows them. */
export const commands: readonly Command[] = [
  helpCommand,
  humanCommand,
  ...forgetCommands,
  ...deskCaseCommands,
  ...awayCommands,
  copilotCommand,
  queueCommand,
  whyCommand,
  statusCommand,
  ...deadCommands,
  reportCommand,
  ...pauseCommands,
  ...configCommands,
  ...triggerCommands,
  ...policyCommands,
  ...agentCommands,
  ...skillCommands,
  ...hoursCommands,
  ...textCommands,
  ...kbCommands,
];
