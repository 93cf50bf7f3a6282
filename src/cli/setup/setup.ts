import { join } from 'node:path';
import type { Logger } from '../../platform/logger.ts';
import type { Store } from '../../store/store.ts';
import type { Asker } from './asker.ts';
import { choosePlatforms } from './choose-platforms.ts';
import { tryConversation } from './conversation/try-conversation.ts';
import type { Draft } from './draft.ts';
import { setUpDiscord } from './platforms/discord.ts';
import { setUpSlack } from './platforms/slack.ts';
import { setUpTeams } from './platforms/teams.ts';
import { chooseKnowledge } from './set-up-knowledge.ts';
import { setUpModel } from './set-up-model.ts';
import { sayWhatNext } from './what-next.ts';

/** What every step works with. */
export interface Setup {
  asker: Asker;
  draft: Draft;
  /** A store in memory, so that trying things out leaves nothing behind. */
  store: Store;
  logger: Logger;
  /** Has `stop` called at Ctrl+C outside a question, in place of an end at once, until what it gives is called. */
  interrupted(stop: () => void): () => void;
}

const PLATFORM_STEPS = { slack: setUpSlack, discord: setUpDiscord, teams: setUpTeams };

/**
 * Asks for what is missing, step by step; each step tries at once what it was told, and writes it into `.env` at its end.
 * False where the test conversation did not go through. Throws `SetupStopped` where it is broken off: what the steps
 * before have written stays.
 */
export async function setUp(setup: Setup): Promise<boolean> {
  const { asker, draft } = setup;
  asker.step('Setting Baton up');
  asker.say(
    `Each answer is tried at once, and each finished step is kept in ${join(draft.folder, '.env')}.\nCtrl+C stops at any time; run again, Enter keeps what is there.`,
  );
  for (const platform of await choosePlatforms(setup)) await PLATFORM_STEPS[platform](setup);
  await setUpModel(setup);
  const { question } = await chooseKnowledge(setup);
  const passed = await tryConversation(setup, question);
  sayWhatNext(setup, passed);
  return passed;
}
