import type { Place } from '../../../channels/adapter.ts';
import { messageOf } from '../../../platform/errors.ts';
import { buildAdapters } from '../../start-adapters.ts';
import { TITLES } from '../choose-platforms.ts';
import type { Setup } from '../setup.ts';
import { BY_HAND, channelNames, type WithPlaces } from './channel-settings.ts';

/** Chooses the channels in which every message opens a conversation, and saves them. */
export async function chooseSupport(setup: Setup, platform: WithPlaces): Promise<void> {
  const { asker, draft } = setup;
  const { invite } = BY_HAND[platform];
  asker.step(`${TITLES[platform]}: support channels`);
  asker.say(
    `Every new message there opens a conversation; mentions and direct messages do anywhere.\n${invite}, and it is listed here.`,
  );
  const config = draft.config();
  const { desk_channel: desk, support_channels: now } = config[platform];
  let places = await listed(setup, platform, desk);
  const known = now.map((one) => places.find(({ id, name }) => id === one || name === one)?.id ?? one);
  const unseen = known.filter((one) => places.every(({ id }) => id !== one));
  if (places.length + unseen.length === 0) {
    asker.say('The bot is in no channel but the desk.');
    const message = 'Invite it now, and look again?';
    if (!(await asker.confirm({ name: 'look_again', message, initial: false }))) return;
    places = await listed(setup, platform, desk);
  }
  const chosen = await asker.choices({
    name: 'support',
    message: 'Which are support channels?',
    options: [
      ...places.map(({ id, name }) => ({ value: id, label: name })),
      ...unseen.map((one) => ({ value: one, label: one, hint: 'not seen by the bot' })),
    ],
    initial: known,
  });
  const { support } = channelNames(platform);
  // What stands in the settings file already need not stand in `.env` too.
  if (chosen.join() !== now.join() || draft.value(support) !== undefined)
    draft.save({ [support]: chosen.join(',') });
}

/** All channels but the desk. */
async function listed(
  { asker, draft, store, logger }: Setup,
  platform: WithPlaces,
  desk: string,
): Promise<Place[]> {
  try {
    const all = (await buildAdapters(draft.config(), store, logger).places[platform]?.list()) ?? [];
    return all.filter(({ id, name }) => id !== desk && name !== desk);
  } catch (error) {
    asker.say(messageOf(error), 'wrong');
    return [];
  }
}
