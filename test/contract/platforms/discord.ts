import { createDiscord } from '../../../adapters/discord/discord.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { MemoryStorage } from '../../adapters/web/memory-storage.ts';
import { type Message, startFakeDiscord } from '../../support/discord/fake-discord.ts';
import { soleHolder } from '../../support/sole-holder.ts';
import { type Bed, type BedClock, ContractIntake, type PlatformDescriptor, type Said } from '../bed.ts';
import { discordAsker } from './discord-asker.ts';

/** The longest that the adapter waits before it hands an event in again, milliseconds. */
const PATIENCE_MS = 5_000;

async function prepare(clock: BedClock): Promise<Bed> {
  const discord = await startFakeDiscord({ clock });
  const { people, world } = discord;
  const customer = discord.addUser('customer', { global_name: 'The Customer' });
  const agent = discord.addUser('agent', { global_name: 'The Agent' });
  const robot = discord.addUser('robot', { bot: true });
  const guild = discord.addGuild('The community', [customer, agent, robot]);
  const general = discord.addChannel(guild, 'general');
  const help = discord.addChannel(guild, 'help');
  discord.addPrivateChannel(guild, 'desk', [agent]);
  const settings = {
    ...{ token: discord.token, apiUrl: discord.apiUrl, guilds: [], supportChannels: ['#help'] },
    ...{ deskChannel: '#desk', command: 'baton', shards: 1 },
  };
  const deps = { logger: createLogger('silent'), clock, storage: new MemoryStorage(), leases: soleHolder() };
  const { channel, desk } = createDiscord(settings, deps);
  const intake = new ContractIntake();

  const channelOf = (id: string) => {
    const found = world.channels.get(id);
    if (!found) throw new Error(`there is no channel ${id}`);
    return found;
  };
  const messageOf = ({ id, place }: Said): Message => {
    const found = channelOf(place).messages.get(id);
    if (!found) throw new Error(`there is no message ${id}`);
    return found;
  };
  const inThread = ({ channel: where, thread }: { channel: string; thread: string | null }) =>
    discord.history(thread ?? where).filter(({ author, webhook }) => webhook || author.id === world.bot.id);
  async function said({ id, channel: place }: Message): Promise<Said> {
    if (intake.failing) await intake.until(() => intake.handedIn > 0);
    return { id, place };
  }
  const fail = (fault: Parameters<typeof discord.failNext>[1]) =>
    discord.failNext(/^POST .*\/messages$/, fault);

  return {
    channel,
    desk,
    intake,
    clock,
    connected: async () => undefined,
    customerName: 'The Customer',
    customerId: customer.id,
    asker: discordAsker(discord, guild, customer, help),
    ask: (text, files = []) => said(people.write(customer, help, text, { files })),
    reply: ({ id, place }, text, files = []) => {
      const thread = world.channels.get(id);
      return said(
        people.write(customer, thread ?? channelOf(place), text, {
          files,
          ...(thread ? {} : { replyTo: id }),
        }),
      );
    },
    askDirectly: (text) => said(people.writeDirectly(customer, text)),
    mention: (text) => said(people.write(customer, general, `<@${world.bot.id}> ${text}`)),
    edit: async (one, text) => people.edit(customer, messageOf(one), text),
    remove: async (one) => people.remove(messageOf(one)),
    async redeliver(one) {
      clock.advance?.(PATIENCE_MS);
      people.tellAgain(messageOf(one));
    },
    botSays: async (text) => void people.write(robot, help, text),
    async press({ channel: where, thread, id }, label) {
      const message = channelOf(thread ?? where).messages.get(id);
      if (!message) throw new Error(`there is no post ${id}`);
      people.press(customer, message, label);
    },
    shown: async (thread) =>
      inThread(thread).map((message) => ({
        id: message.id,
        author: message.author.username,
        text: wordsOf(message),
        buttons: buttonsOf(message),
        files: message.attachments.map(({ filename, content }) => ({
          name: filename,
          content: Buffer.from(content).toString(),
        })),
      })),
    wire: async (thread) => inThread(thread).at(-1)?.content ?? '',
    pinged: async (thread) => {
      const message = inThread(thread).at(-1);
      return [...(message?.pinged ?? []), ...(message?.content.match(/<[@#][^>]*>/g) ?? [])];
    },
    typing: ({ channel: where, thread }) => discord.isTyping(thread ?? where),
    async whispered() {
      const direct = discord.history(world.directWith(customer.id).id);
      return [...discord.ephemerals(customer.id), ...direct].map(({ content }) => content);
    },
    limitRate: (seconds) => fail({ status: 429, retryAfter: seconds }),
    forbid: () => fail({ status: 403, code: 50013, message: 'Missing Permissions' }),
    loseAnswer: () => fail({ acceptThenDrop: true }),
    async reconnect(meanwhile) {
      discord.gateway.drop();
      await discord.gateway.until(0);
      await meanwhile();
      await discord.gateway.until(1);
    },
    async stop() {
      await channel.stop();
      await discord.stop();
    },
  };
}

/** What a person reads of a message, without the marks of Discord's Markdown. */
function wordsOf({ content, embeds }: Message): string {
  const embedded = embeds.flatMap(({ title, description }) => [title, description]);
  return [content, ...embedded]
    .filter((one) => typeof one === 'string')
    .join('\n')
    .replace(/\\?[*_~`]/g, '');
}

function buttonsOf({ components }: Message): string[] {
  const rows = components as { components: { label: string }[] }[];
  return rows.flatMap((row) => row.components.map(({ label }) => label));
}

export const discord: PlatformDescriptor = {
  name: 'Discord',
  offers: {
    ...{ redelivery: true, mentions: true, directMessages: true, otherBots: true, rateLimits: true },
    ...{ permissions: true, changes: true, typing: true, reconnects: true },
    ...{ history: true, files: true, alone: false },
  },
  asks: { keepsForms: false, namesSubmit: false, promotes: true, here: true, completes: true, spoken: false },
  prepare,
};
