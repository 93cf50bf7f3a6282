import { userInfo } from 'node:os';
import { forTerminal } from '../admin/command/show.ts';
import { asTyped } from '../admin/command/words.ts';
import { createForget } from '../admin/forget/forget.ts';
import type { CommandAnswer } from '../channels/command.ts';
import { systemClock } from '../platform/clock.ts';
import { requireConfig } from '../platform/config/parse-config.ts';
import { BatonError } from '../platform/errors.ts';
import { createLogger } from '../platform/logger.ts';
import { customersArticles, indexOf, readArticles } from './knowledge.ts';
import { openCommands } from './open-commands.ts';
import { openInForce, openSettings, readSources } from './open-settings.ts';
import { print } from './print.ts';
import { openRuntime } from './runtime.ts';

/**
 * Runs a command as admins give it in chat, beside a running Baton or without one. Whoever may run it here has the
 * machine, so is an admin. Exits non-zero where it was refused or could not be done.
 */
export async function runAdmin(
  configFile: string | undefined,
  words: readonly string[],
  { json }: { json?: boolean },
): Promise<void> {
  const sources = readSources(configFile);
  const runtime = await openRuntime(requireConfig(sources), { beside: true });
  try {
    const { store } = runtime;
    // What was done is printed; the log of changes is for a Baton that runs.
    const logger = createLogger('warn');
    const settings = await openSettings(sources, { store, logger });
    const articles = async () => (await readArticles(settings.current(), store)).articles;
    const commands = openCommands({
      ...{ store, logger, settings, inForce: openInForce(settings.current) },
      knowledge: {
        articles,
        search: async (query, limit) =>
          indexOf(customersArticles(settings.current(), await articles())).search(query, limit),
      },
      accept: inChatOnly,
      acceptInternal: inChatOnly,
      // A Baton that runs erases it, at its next sweep.
      forget: createForget({
        ...{ store, logger, clock: systemClock, channels: [] },
        acceptInternal: async () => undefined,
      }),
    });
    const { username } = userInfo();
    const outcome = await commands.fromTerminal(asTyped(words), { id: username, name: username });
    const text = textOf(outcome.answer);
    const data = outcome.ok ? outcome.data : undefined;
    print(json, { ok: outcome.ok, text, ...(data === undefined ? {} : { data }) }, () => forTerminal(text));
    if (!outcome.ok || outcome.answer.kind === 'form') process.exitCode = 1;
  } finally {
    await runtime.close();
  }
}

function textOf(answer: CommandAnswer): string {
  if (answer.kind === 'taken') return '';
  if (answer.kind === 'answer') {
    const { content } = answer;
    return content.kind === 'text' ? content.text : `${content.card.title}\n${content.card.status}`;
  }
  const fields = answer.form.fields.map(
    ({ label, initial }) => `${label}${initial ? ` (now: ${initial})` : ''}`,
  );
  return `In chat this opens a form: ${fields.join(', ')}. In the terminal give the words: baton admin help ${answer.form.value}`;
}

async function inChatOnly(): Promise<never> {
  throw new BatonError('command.invalid', 'This command works in chat only');
}
