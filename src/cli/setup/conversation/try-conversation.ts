import { type App, createApp, type InForce } from '../../../app.ts';
import { searcherOf } from '../../../knowledge/searcher.ts';
import { systemClock } from '../../../platform/clock.ts';
import type { Config } from '../../../platform/config/parse-config.ts';
import { BatonError, messageOf } from '../../../platform/errors.ts';
import { loadTexts } from '../../../platform/texts.ts';
import { appSettings } from '../../app-settings.ts';
import { customersArticles, indexOf, readArticles } from '../../knowledge.ts';
import { openReader } from '../../reader.ts';
import { openActions, openResponder } from '../../responder.ts';
import { newId } from '../../runtime.ts';
import { buildAdapters } from '../../start-adapters.ts';
import { SetupStopped } from '../asker.ts';
import { type Platform, TITLES } from '../choose-platforms.ts';
import type { Setup } from '../setup.ts';
import { TestCustomer } from './test-customer.ts';
import { WatchedDesk } from './watched-desk.ts';

const WANTS_HUMAN = 'I want to talk to a human';
/** Longer than a model may take for an answer, and a platform for a card. */
const PATIENCE_MS = 90_000;
/** Characters of the answer that are shown. */
const SHOWN = 300;

/**
 * Sends a conversation through: a customer inside this process asks, is answered, and asks for a human; the card comes to
 * the real desk, and is taken away again. False where it did not go through; why was said then.
 */
export async function tryConversation(setup: Setup, question: string): Promise<boolean> {
  const { asker, draft, store, logger } = setup;
  asker.step('A test conversation');
  const config = draft.config();
  const { desk: real, places } = buildAdapters(config, store, logger);
  const title = TITLES[real.platform as Platform];
  const where = title ? `on ${title}` : 'in the web workspace';
  const message = `Send a test conversation through? Its card comes to the desk ${where}, and goes again`;
  if (!(await asker.confirm({ name: 'test', message, initial: true }))) return true;
  const desk = new WatchedDesk(real, systemClock);
  const customer = new TestCustomer();
  const stopping = new AbortController();
  const listening = setup.interrupted(() => stopping.abort());
  let app: App | undefined;
  try {
    if (real.platform === 'slack' || real.platform === 'discord') await places[real.platform]?.openDesk();
    app = await startTestApp(setup, config, customer, desk);
    await converse(setup, { customer, desk, question, where, stopped: stopping.signal });
    return true;
  } catch (error) {
    if (error instanceof SetupStopped) throw error;
    asker.say(`The test conversation did not go through: ${wordsOf(error)}`, 'wrong');
    return false;
  } finally {
    // What belongs to the card is posted after it; taken away before, it would come back.
    await app?.idle();
    await app?.stop();
    await clearAway(setup, desk, where);
    listening();
  }
}

async function startTestApp(
  { store, logger }: Setup,
  config: Config,
  customer: TestCustomer,
  desk: WatchedDesk,
): Promise<App> {
  const settings = appSettings(config);
  const { transition } = settings;
  const { articles } = await readArticles(config, store);
  const searcher = searcherOf(indexOf(customersArticles(config, articles)));
  const actions = openActions({ ...config, assistant: { ...config.assistant, actions: [] } }, store, logger);
  const inForce: InForce = {
    texts: loadTexts(config.assistant.language),
    read: openReader(settings.policy),
    settings: {
      ...settings,
      transition: {
        ...transition,
        // An answer is wanted to be seen, and nobody to be called for a test.
        modes: { everywhere: 'answer', places: {}, categories: {} },
        desk: { ...transition.desk, picks: 0, autoAssign: [], onCall: [], urgent: [] },
      },
    },
  };
  const app = createApp({
    store,
    clock: systemClock,
    logger,
    newId,
    inForce: () => inForce,
    responder: openResponder(config, searcher, { store, logger, actions: actions.tools }),
    channels: [customer],
    desk,
  });
  await app.start();
  return app;
}

interface Test {
  customer: TestCustomer;
  desk: WatchedDesk;
  question: string;
  where: string;
  stopped: AbortSignal;
}

async function converse({ asker }: Setup, { customer, desk, question, where, stopped }: Test): Promise<void> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const within = <T>(waited: Promise<T>, what: string) => orGivenUp(waited, what, stopped, patience);

  let from = performance.now();
  await customer.say(question, systemClock.now());
  const answer = await within(customer.hears(), 'No answer came');
  asker.say(`“${question}” is answered in ${since(from)}:\n${shortened(answer.text)}`, 'good');

  from = performance.now();
  const asked = systemClock.now();
  await customer.say(WANTS_HUMAN, asked);
  const { post, content, key } = await within(desk.card, 'No card came to the desk');
  asker.say(`“${WANTS_HUMAN}” brings a card to the desk ${where} in ${since(from)}.`, 'good');
  const looked = desk.findPosted(desk.channel, key, asked, content);
  if (await within(looked, 'The desk did not tell whether the card is there')) return;
  throw new BatonError('delivery.permanent', `The card ${post.id} was posted, but is not found at the desk`, {
    mend: 'Check with `baton doctor` that the bot may read the history of the desk channel.',
  });
}

async function orGivenUp<T>(
  waited: Promise<T>,
  what: string,
  stopped: AbortSignal,
  patience: AbortSignal,
): Promise<T> {
  const given = new Promise<never>((_, reject) => {
    const stop = () => reject(new SetupStopped());
    if (stopped.aborted) return stop();
    stopped.addEventListener('abort', stop, { once: true });
    const mend = 'Check with `baton doctor` that everything can be reached, and run setup again.';
    const late = () =>
      reject(new BatonError('command.invalid', `${what} within ${PATIENCE_MS / 1000} s`, { mend }));
    patience.addEventListener('abort', late, { once: true });
  });
  return Promise.race([waited, given]);
}

async function clearAway({ asker }: Setup, desk: WatchedDesk, where: string): Promise<void> {
  const { gone, left } = await desk.takeAllAway();
  if (left > 0)
    asker.say(
      `${left} test posts could not be taken away from the desk ${where}: delete them there.`,
      'wrong',
    );
  else if (gone > 0) asker.say('Nothing of it is left at the desk.', 'good');
}

function since(from: number): string {
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
}

function shortened(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN).trimEnd()}…` : text;
}

function wordsOf(error: unknown): string {
  return error instanceof BatonError ? error.explain() : messageOf(error);
}
