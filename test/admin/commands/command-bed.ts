import type { CommandDeps } from '../../../src/admin/command/context.ts';
import { type Commands, createCommands } from '../../../src/admin/command/run.ts';
import { createSettings, type LiveSettings } from '../../../src/admin/settings/settings.ts';
import type { CommandAnswer, CommandCall } from '../../../src/channels/command.ts';
import type { Person } from '../../../src/channels/refs.ts';
import { policyOf } from '../../../src/cli/policy-of.ts';
import type { Article, KnownArticle } from '../../../src/knowledge/article.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { readSources } from '../../../src/platform/config/parse-config.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { loadTexts } from '../../../src/platform/texts.ts';
import type { Store } from '../../../src/store/store.ts';
import { customerCommand } from '../../support/events.ts';
import { read } from '../../support/reader.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../../support/test-app.ts';
import { admin, agent, otherAgent } from './people.ts';

export interface CommandBed extends TestApp {
  commands: Commands;
  live: LiveSettings;
  /** Somebody types a command; the words that come back. */
  say(who: Person, words: string, change?: Partial<CommandCall>): Promise<string>;
  /** The whole answer. */
  ask(who: Person, words: string, change?: Partial<CommandCall>): Promise<CommandAnswer>;
}

export interface BedOptions extends Partial<TestAppOptions> {
  uri: string;
  articles?: readonly Article[];
  /** Who works where, in the place of the loopback platform's desk. */
  deskOfCommands?: NonNullable<CommandDeps['desk']>;
  /** Stands between the commands, with the settings, and the store. */
  around?(store: Store): Store;
}

/** A Baton whose commands go over the platform's own road, with a desk member, an admin and a customer. */
export async function openCommandBed({
  uri,
  articles = [],
  around = (store) => store,
  deskOfCommands,
  ...options
}: BedOptions): Promise<CommandBed> {
  const clock: Clock = options.clock ?? systemClock;
  const logger = createLogger('silent');
  const sources = readSources('', {});
  let commands: Commands | undefined;
  let settings: LiveSettings | undefined;
  const started = await startTestApp({
    ...options,
    uri,
    texts: options.texts ?? loadTexts('en'),
    commands({ store: plain, desk, texts, app }) {
      const store = around(plain);
      const lazy = () => {
        if (!settings) throw new Error('the settings are not open yet');
        return settings;
      };
      commands = createCommands({
        store,
        clock,
        logger,
        texts,
        settings: forwarding(lazy),
        desk: deskOfCommands ?? desk,
        knowledge: {
          articles: async () => knownArticles(plain, articles),
          search: async () => [],
        },
        report: async (sinceMs) => ({ text: `measures of ${sinceMs} ms`, data: { sinceMs } }),
        policyOf,
        readerFor: () => read,
        accept: (event) => app().intake.accept(event),
        acceptInternal: (id, event) => app().intake.acceptInternal(id, event),
        forget: {
          begin: (...person) => app().forget.begin(...person),
          workspacesOf: (...person) => app().forget.workspacesOf(...person),
        },
      });
      return commands;
    },
  });
  settings = await createSettings({ store: around(started.store), sources, clock, logger });
  const live = settings;
  if (!commands) throw new Error('the commands were not made');
  started.platform.members.add(agent.id);
  started.platform.members.add(otherAgent.id);
  const ask: CommandBed['ask'] = (who, words, change = {}) => {
    const [name = '', ...rest] = words.split(' ');
    const standing = { admin: who.id === admin.id, groups: [] };
    return started.intake.command({
      ...customerCommand(name, rest.join(' '), { author: who }),
      standing,
      ...change,
    });
  };
  const say: CommandBed['say'] = async (who, words, change) => wordsOf(await ask(who, words, change));
  return { ...started, commands, live, ask, say };
}

/** What an answer says. */
function wordsOf(answer: CommandAnswer): string {
  if (answer.kind === 'form') return `form: ${answer.form.value}`;
  if (answer.kind === 'taken') return 'taken';
  return answer.content.kind === 'text' ? answer.content.text : answer.content.card.title;
}

/** Settings that are opened only after the store is there. */
function forwarding(of: () => LiveSettings): LiveSettings {
  return new Proxy({} as LiveSettings, { get: (_, key) => Reflect.get(of(), key) as unknown });
}

async function knownArticles(store: Store, folder: readonly Article[]): Promise<KnownArticle[]> {
  const byId = new Map<string, KnownArticle>(folder.map((one) => [one.id, one]));
  for (const { _id, article, retired } of await store.articles.since<Article>(null)) {
    const found = article ?? byId.get(_id);
    if (found) byId.set(_id, { ...found, ...(retired ? { retired } : {}) });
  }
  return [...byId.values()];
}
