import type { Intake } from '../../channels/adapter.ts';
import type { CommandAnswer, CommandCall } from '../../channels/command.ts';
import type { Form } from '../../channels/form.ts';
import { BatonError, messageOf } from '../../platform/errors.ts';
import { within } from '../../platform/within.ts';
import { commands } from '../commands/all.ts';
import { complete } from './complete.ts';
import type { CommandContext, CommandDeps, Role } from './context.ts';
import type { Command, Result } from './definition.ts';
import { HERE, readCommand } from './read.ts';
import { mayRun, roleFor } from './role.ts';
import { code } from './show.ts';
import { type Word, wordsOf } from './words.ts';

/** How long the database may take for a sign of life before a command is given up, milliseconds. */
const PATIENCE_MS = 2_000;
/** Characters of what was typed that are looked at. */
const LONGEST = 20_000;

/** What came of a command, also for who wants to know whether it was done. */
export type Outcome =
  | { ok: true; answer: CommandAnswer; data?: unknown }
  /** Nothing was changed: it may not, was typed wrongly, or could not be done. */
  | { ok: false; answer: CommandAnswer };

export interface Commands extends Pick<Intake, 'command' | 'complete'> {
  /** Runs a command that was typed in a terminal on the machine that Baton is on. */
  fromTerminal(words: string, who: { id: string; name: string }): Promise<Outcome>;
}

/** Answers commands, whatever platform they come from: a loop over the list of them. Never rejects. */
export function createCommands(deps: CommandDeps): Commands {
  async function run(call: CommandCall, terminal: boolean): Promise<Outcome> {
    const typed = `${call.command} ${call.args}`.slice(0, LONGEST);
    const words = wordsOf(typed);
    const asked: Word[] = words.length > 0 ? words : [{ text: 'help', quoted: false }];
    const role: Role = terminal ? { agent: true, admin: true } : await roleFor(deps, call);
    const { command: _, args: __, ...rest } = call;
    const context: CommandContext = { ...deps, call: rest, words: typed.trim(), role, terminal };
    const known = commands.filter((command) => mayRun(command, role) === 'yes');
    const read = readCommand(asked, commands);
    const command = 'command' in read ? read.command : undefined;
    if (!command) return failed(unknown(context, asked, known));
    const refusal = refusalOf(command, context);
    if (refusal) return failed(refusal);
    if ('problem' in read) return failed(read.problem);
    if (!(await alive(deps))) return failed(deps.texts.say('customer.command_no_database'));
    const filled = withFields(command, read.args, call.fields);
    return outcomeOf(await command.run(filled, context), read.here);
  }

  async function safely(call: CommandCall, terminal: boolean): Promise<Outcome> {
    try {
      return await run(call, terminal);
    } catch (error) {
      if (error instanceof BatonError) return failed(error.explain());
      deps.logger.error({ error: messageOf(error) }, 'a command could not be answered');
      const there = await alive(deps);
      return failed(deps.texts.say(there ? 'customer.command_failed' : 'customer.command_no_database'));
    }
  }

  return {
    command: async (call) => (await safely(call, false)).answer,
    complete: (ask) => complete(deps, ask),
    fromTerminal: (words, author) => safely(terminalCall(deps, words, author), true),
  };
}

/** Whether the database answers. */
async function alive({ store, clock }: CommandDeps): Promise<boolean> {
  const answered = store.ping().then(
    () => true,
    () => false,
  );
  return within(clock, PATIENCE_MS, answered, false);
}

/** Who may not give a command is told so, and nobody else. */
function refusalOf(command: Command, { texts, role, terminal }: CommandContext): string | undefined {
  if (terminal && command.chat) return `${code(command.name)} works in chat only.`;
  const may = mayRun(command, role);
  if (may === 'yes') return undefined;
  if (may === 'unknown') return texts.say('desk.member_unknown');
  return texts.say(
    command.who === 'admin' ? 'customer.command_admins_only' : 'customer.command_agents_only',
    {
      command: command.name,
    },
  );
}

/** What no command begins with: a customer hears how they get an answer, others what comes near it. */
function unknown({ texts, role }: CommandContext, words: readonly Word[], known: readonly Command[]): string {
  const read = readCommand(words, known);
  const problem = 'problem' in read ? read.problem : '';
  const customer = !role.admin && role.agent !== true;
  return customer ? `${texts.say('customer.help')}\n\n${problem}` : problem;
}

/** What came by a form stands for the arguments of the same names that were not typed. */
function withFields(
  command: Command,
  args: Readonly<Record<string, unknown>>,
  fields: CommandCall['fields'] = {},
): Record<string, unknown> {
  const filled = Object.entries(command.arguments).flatMap(([name, { schema }]) => {
    const given = Object.hasOwn(fields, name) ? fields[name]?.trim() : undefined;
    if (args[name] !== undefined || !given) return [];
    const read = schema.safeParse(given);
    return read.success ? [[name, read.data]] : [];
  });
  return { ...args, ...Object.fromEntries(filled) };
}

function outcomeOf(result: Result, here: boolean): Outcome {
  if ('refuse' in result) return failed(result.refuse);
  if ('form' in result) return { ok: true, answer: { kind: 'form', form: formOf(result.form, here) } };
  if ('taken' in result) return { ok: true, answer: { kind: 'taken' }, data: { taken: result.taken } };
  const { data } = result;
  const content =
    'card' in result
      ? { kind: 'card' as const, card: result.card }
      : { kind: 'text' as const, text: result.say, tone: 'system' as const };
  return { ok: true, answer: { kind: 'answer', content, here }, ...(data === undefined ? {} : { data }) };
}

/** What is filled in comes back as the same command, so to be shown where that was to be. */
function formOf(form: Form, here: boolean): Form {
  return here ? { ...form, value: `${form.value} --${HERE}` } : form;
}

/** Mistakes and refusals are seen by the asker alone, wherever the answer was to be shown. */
function failed(text: string): Outcome {
  return {
    ok: false,
    answer: { kind: 'answer', content: { kind: 'text', text, tone: 'system' }, here: false },
  };
}

function terminalCall(
  { clock }: CommandDeps,
  words: string,
  author: { id: string; name: string },
): CommandCall {
  const [command = '', ...args] = words.split(/(?<=^\S+)\s/);
  const now = clock.now();
  const place = { platform: 'terminal', workspace: 'terminal', channel: 'terminal' };
  return {
    kind: 'customer.command',
    id: `terminal:${now.getTime()}`,
    platform: place.platform,
    workspace: place.workspace,
    at: now.toISOString(),
    thread: { ...place, thread: null },
    channel: place.channel,
    author,
    command,
    args: args.join(' '),
    standing: { admin: true, groups: [] },
  };
}
