import { createDiscord } from '../../../adapters/discord/discord.ts';
import type { PostRef } from '../../../src/channels/refs.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { MemoryStorage } from '../../adapters/web/memory-storage.ts';
import { type Message, startFakeDiscord } from '../../support/discord/fake-discord.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { soleHolder } from '../../support/sole-holder.ts';
import { type BedClock, ContractIntake } from '../bed.ts';
import type { DeskBed, DeskDescriptor, DeskShown } from '../desk-bed.ts';
import { discordAsker } from '../platforms/discord-asker.ts';

/** For so long Discord's answer about a member is taken to hold, milliseconds. */
const MEMBERSHIP_MS = 60_000;

async function start(given?: BedClock): Promise<DeskBed> {
  const clock = given ?? new ManualClock();
  const discord = await startFakeDiscord({ clock });
  const { people, world } = discord;
  const agent = discord.addUser('agent', { global_name: 'First agent' });
  const stranger = discord.addUser('customer');
  const guild = discord.addGuild('The community', [agent, stranger]);
  const place = discord.addPrivateChannel(guild, 'desk', [agent]);
  const { channel, desk } = createDiscord(
    {
      ...{ token: discord.token, apiUrl: discord.apiUrl, guilds: [], supportChannels: [], shards: 1 },
      ...{ command: 'baton', deskChannel: place.id },
    },
    { logger: createLogger('silent'), clock, storage: new MemoryStorage(), leases: soleHolder() },
  );
  const intake = new ContractIntake();
  await channel.start(intake);
  const threadOf = ({ id }: PostRef) => {
    const thread = world.channels.get(id);
    if (!thread) throw new Error('the card has no thread');
    return thread;
  };
  const messageIn = (card: PostRef, id: string): Message => {
    const message = threadOf(card).messages.get(id);
    if (!message) throw new Error('there is no such message');
    return message;
  };
  const cardOf = ({ id }: PostRef): Message => {
    const message = place.messages.get(id);
    if (!message) throw new Error('there is no such card');
    return message;
  };

  return {
    channel,
    desk,
    intake,
    agent: { id: agent.id, name: 'First agent' },
    stranger: stranger.id,
    asker: discordAsker(discord, guild, agent, place),
    write: async (card, text, files = []) => people.write(agent, threadOf(card), text, { files }).id,
    edit: async (card, id, text) => people.edit(agent, messageIn(card, id), text),
    remove: async (card, id) => people.remove(messageIn(card, id)),
    talk: async (text) => void people.write(agent, place, text),
    press: async (card, label) => void people.press(agent, cardOf(card), label),
    card: async (card) => shown(cardOf(card)),
    called: async (card) => discord.history(threadOf(card).id).flatMap(({ pinged }) => pinged),
    thread: async (card) =>
      discord
        .history(threadOf(card).id)
        .filter(({ author, webhook }) => webhook || author.id === world.bot.id)
        .map(shown),
    marks: async (card, id) => [...messageIn(card, id).reactions],
    async whispered() {
      const direct = discord.history(world.directWith(agent.id).id);
      return [...discord.ephemerals(agent.id), ...direct].map(({ content }) => content);
    },
    appear: async () => undefined,
    async expel() {
      guild.members.delete(agent.id);
      clock.advance?.(MEMBERSHIP_MS);
    },
    async stop() {
      await channel.stop();
      await discord.stop();
    },
  };
}

function shown({ id, content, embeds, components }: Message): DeskShown {
  const rows = components as { components: { label: string }[] }[];
  const buttons = rows.flatMap((row) => row.components.map(({ label }) => label));
  return { id, text: `${content}\n${JSON.stringify(embeds)}`.replace(/\\*[*_~`]/g, ''), buttons };
}

export const discordDesk: DeskDescriptor = {
  name: 'Discord',
  talks: true,
  expels: true,
  signs: { waiting: [], sent: ['✅'], failed: ['⚠️'], note: ['📝'] },
  asks: { keepsForms: false, namesSubmit: false, promotes: true, here: true, completes: true, spoken: false },
  start,
};
