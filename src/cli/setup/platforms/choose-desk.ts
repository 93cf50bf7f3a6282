import type { Place, Places } from '../../../channels/adapter.ts';
import { enabledPlatforms } from '../../../platform/config/enabled-platforms.ts';
import { BatonError, messageOf } from '../../../platform/errors.ts';
import { buildAdapters } from '../../start-adapters.ts';
import { type Option, SetupStopped } from '../asker.ts';
import { TITLES } from '../choose-platforms.ts';
import type { Values } from '../draft.ts';
import { askAfterMend, sayFindings } from '../findings.ts';
import type { Setup } from '../setup.ts';
import { BY_HAND, channelNames, type WithPlaces } from './channel-settings.ts';

const DESK_PLATFORM = 'BATON__DESK__PLATFORM';

/** Finds or makes the channel where agents work, checks it, and saves it. */
export async function chooseDesk(setup: Setup, platform: WithPlaces): Promise<void> {
  const { asker, draft } = setup;
  asker.step(`${TITLES[platform]}: the desk`);
  asker.say('A private channel where agents work. Only its members may act on a case.');
  for (let looked = 0; ; looked += 1) {
    const chosen = await choose(setup, platform, looked > 0);
    if (chosen === 'again') continue;
    if (chosen === 'web') return leaveAtWeb(setup, platform);
    const values = deskValues(setup, platform, chosen.id);
    if ((await check(setup, platform, values)) === 'other') continue;
    draft.save(values);
    return;
  }
}

async function choose(
  setup: Setup,
  platform: WithPlaces,
  lookedBefore: boolean,
): Promise<Place | 'again' | 'web'> {
  const { asker, draft, store, logger } = setup;
  const config = draft.config();
  const places = buildAdapters(config, store, logger).places[platform];
  if (!places) return 'web';
  const fitting = (await listed(setup, places)).filter(({ fitsDesk }) => fitsDesk);
  if (fitting.length === 0 && lookedBefore)
    asker.say(`The bot is in no private channel yet. By hand: ${BY_HAND[platform].desk}.`);
  const now = config[platform].desk_channel;
  const initial = fitting.find(({ id, name }) => id === now || name === now) ?? only(fitting);
  const options: Option<string>[] = fitting.map(({ id, name }) => ({ value: id, label: name }));
  options.push({ value: 'make', label: 'Make a private channel now' });
  options.push({
    value: 'again',
    label: 'Another: I make it, or let the bot in, and you look again',
    hint: BY_HAND[platform].desk,
  });
  options.push({ value: 'web', label: 'None here: agents work elsewhere, or in the web workspace' });
  const answer = await asker.choice({
    name: 'desk',
    message: 'Which channel is the desk?',
    options,
    ...(initial ? { initial: initial.id } : {}),
  });
  if (answer === 'web' || answer === 'again') return answer;
  if (answer === 'make') return (await make(setup, platform, places)) ?? 'again';
  return fitting.find(({ id }) => id === answer) ?? 'again';
}

function only(fitting: readonly Place[]): Place | undefined {
  return fitting.length === 1 ? fitting[0] : undefined;
}

async function listed({ asker }: Setup, places: Places): Promise<Place[]> {
  try {
    return await places.list();
  } catch (error) {
    asker.say(wordsOf(error), 'wrong');
    return [];
  }
}

/** Undefined where the platform does not let us; why was said then. */
async function make(setup: Setup, platform: WithPlaces, places: Places): Promise<Place | undefined> {
  const { asker } = setup;
  const { desk, others } = BY_HAND[platform];
  const name = await asker.text({
    name: 'desk_name',
    message: 'What shall it be called?',
    initial: 'support-desk',
    check: (answer) =>
      /^[a-z0-9_-]{1,80}$/.test(answer) ? undefined : 'Small letters, digits, - and _, at most 80.',
  });
  try {
    const place = await places.makeDesk(name, await askWho(setup, platform, places));
    asker.say(`${place.name} is made. ${others}`, 'good');
    return place;
  } catch (error) {
    if (error instanceof SetupStopped) throw error;
    asker.say(`${wordsOf(error)}\n→ Or by hand: ${desk}. Then let me look again.`, 'wrong');
    return undefined;
  }
}

const BY_ID = 'id';

/** Asks who is to be in a desk that is made: a group of the platform's, or whoever has an id. */
async function askWho({ asker }: Setup, platform: WithPlaces, places: Places): Promise<string> {
  const groups = (await places.groups?.()) ?? [];
  const { member, memberId } = BY_HAND[platform];
  if (groups.length > 0) {
    const who = await asker.choice({
      name: 'who',
      message: 'Who works there?',
      options: [
        ...groups.map(({ id, name }) => ({ value: id, label: `Whoever has the role ${name}` })),
        { value: BY_ID, label: 'One person, by their ID' },
      ],
      initial: BY_ID,
    });
    if (who !== BY_ID) return who;
  }
  return asker.text({
    name: 'member',
    message: member,
    check: (answer) => (memberId.like.test(answer) ? undefined : `An ID such as ${memberId.such}.`),
  });
}

function deskValues({ draft }: Setup, platform: WithPlaces, id: string): Values {
  const values = { [channelNames(platform).desk]: id };
  // Settings may say that the desk is elsewhere; what was chosen now counts.
  const elsewhere = enabledPlatforms(draft.config(values)).desk !== platform;
  return elsewhere ? { ...values, [DESK_PLATFORM]: platform } : values;
}

async function check(
  { asker, draft, store, logger }: Setup,
  platform: WithPlaces,
  values: Values,
): Promise<'good' | 'other'> {
  for (;;) {
    const { desk } = buildAdapters(draft.config(values), store, logger);
    const findings = (await desk.checkDesk()).filter(({ name }) => name.startsWith(platform));
    if (sayFindings(asker, findings).length === 0) return 'good';
    const next = await askAfterMend(asker, 'Choose another channel');
    if (next === 'other') return 'other';
    if (next === 'on') return 'good';
  }
}

function leaveAtWeb({ asker, draft }: Setup, platform: WithPlaces): void {
  const { desk } = channelNames(platform);
  if (draft.value(desk) !== undefined) draft.save({ [desk]: '' });
  const now = enabledPlatforms(draft.config()).desk;
  asker.say(now === 'web' ? 'Agents work in the web workspace.' : `Agents work on ${TITLES[now]}.`);
}

function wordsOf(error: unknown): string {
  return error instanceof BatonError ? error.explain() : messageOf(error);
}
