import { createTeams } from '../../../adapters/teams/teams.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { MemoryStorage } from '../../adapters/web/memory-storage.ts';
import { startFakeTeams } from '../../support/teams/fake-teams.ts';
import { cardActions, type Written } from '../../support/teams/people.ts';
import type { Activity } from '../../support/teams/world.ts';
import { type Bed, type BedClock, ContractIntake, type PlatformDescriptor, type Said } from '../bed.ts';
import { teamsAsker } from './teams-asker.ts';

async function prepare(where: 'channel' | 'personal', clock: BedClock): Promise<Bed> {
  const teams = await startFakeTeams(clock);
  const { people, world } = teams;
  const customer = teams.addPerson('The Customer');
  const help = where === 'channel' ? teams.addChannel([customer]) : world.personal(customer);
  const general = teams.addChannel([customer]);
  const { channel } = createTeams(
    {
      ...teams.credentials,
      ...{ host: '127.0.0.1', port: 0, path: '/api/messages', local: false },
      ...{ supportChannels: [help.id], endpoints: teams.endpoints },
    },
    { logger: createLogger('silent'), clock, storage: new MemoryStorage() },
  );
  const intake = new ContractIntake();
  const written = new Map<string, Written>();
  function said(one: Written): Said {
    written.set(one.message.id, one);
    return { id: one.message.id, place: one.conversation.id };
  }
  const of = ({ id }: Said): Written => {
    const found = written.get(id);
    if (!found) throw new Error(`there is no message ${id}`);
    return found;
  };
  const fail = (fault: Parameters<typeof teams.failNext>[1]) =>
    teams.failNext(/^POST .*\/activities$/, fault);
  const placeOf = (id: string) => world.conversations.get(id) ?? help;
  /** The customer takes every file that is offered. */
  async function acceptFiles(thread: { channel: string; thread: string | null }): Promise<void> {
    for (const post of teams.posts(thread)) {
      if (kindsOf(post).includes('application/vnd.microsoft.teams.card.file.consent'))
        await people.consent(customer, placeOf(thread.channel), post);
    }
  }
  const filesOf = (post: Activity) =>
    attachmentsOf(post)
      .filter(({ contentType }) => contentType === 'application/vnd.microsoft.teams.card.file.info')
      .map(({ name = '', content }) => ({
        name,
        content: String(teams.server.uploads.get(String((content as { uniqueId?: string }).uniqueId))),
      }));

  return {
    channel,
    desk: undefined,
    intake,
    clock,
    connected: async () => teams.connect(channel.url()),
    customerName: 'The Customer',
    customerId: customer.id,
    ...(where === 'channel'
      ? { asker: teamsAsker(teams, { person: customer, channel: help, clock }, wordsOf) }
      : {}),
    ask: async (text, files = []) => said(await people.write(customer, help, text, { files })),
    reply: async (to, text, files = []) =>
      said(await people.write(customer, placeOf(to.place), text, { thread: to.id, files })),
    askDirectly: async (text) => said(await people.write(customer, world.personal(customer), text)),
    mention: async (text) => said(await people.write(customer, general, text, { mention: world.bot })),
    edit: (one, text) => people.edit(of(one), text),
    remove: (one) => people.remove(of(one)),
    redeliver: async (one) => void (await people.resend(one.id)),
    botSays: async (text) => void (await people.write({ id: '28:other', name: 'Robot' }, help, text)),
    async press({ channel: place, thread, id }, label) {
      const post = teams.posts({ channel: place, thread }).find((one) => one.id === id);
      if (!post) throw new Error(`there is no post ${id}`);
      if (label === 'That solved it' || label === 'Not solved')
        await people.think(customer, placeOf(place), post, label === 'That solved it');
      else await people.press(customer, placeOf(place), post, label);
    },
    async shown(thread) {
      await acceptFiles(thread);
      return teams.posts(thread).map((post) => ({
        id: post.id,
        author: 'Baton',
        text: wordsOf(post),
        buttons: buttonsOf(post),
        files: filesOf(post),
      }));
    },
    wire: async (thread) => String(teams.posts(thread).at(-1)?.body['text'] ?? ''),
    pinged: async (thread) => {
      const body = teams.posts(thread).at(-1)?.body ?? {};
      return JSON.stringify(body).match(/"type":"mention"|<at\b|href=\\"javascript[^>]*/g) ?? [];
    },
    typing: (thread) => teams.isTyping(thread.channel),
    whispered: async () => teams.posts({ channel: world.personal(customer).id, thread: null }).map(wordsOf),
    limitRate: (seconds) => fail({ status: 429, retryAfter: seconds }),
    forbid: () => fail({ status: 403, code: 'BotNotInConversationRoster' }),
    loseAnswer: () => fail({ acceptThenDrop: true }),
    reconnect: async (meanwhile) => void (await meanwhile()),
    async stop() {
      await channel.stop();
      await teams.stop();
    },
  };
}

const attachmentsOf = ({ body }: Activity) =>
  (body['attachments'] as { contentType: string; name?: string; content?: unknown }[] | undefined) ?? [];
const kindsOf = (post: Activity) => attachmentsOf(post).map(({ contentType }) => contentType);

/** What a person reads of a post: its words, and those of its card. */
function wordsOf(post: Activity): string {
  const text = String(post.body['text'] ?? '')
    .replace(/<\/(p|li|pre|h\d)>/g, '\n')
    .replace(/<[^>]*>/g, '');
  const lines = attachmentsOf(post).flatMap(
    ({ content }) => (content as { body?: { inlines?: { text: string }[] }[] } | undefined)?.body ?? [],
  );
  const card = lines.map(({ inlines = [] }) => inlines.map((run) => run.text).join(''));
  const words = [text.trim(), ...card].filter((one) => one !== '').join('\n');
  return words.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

function buttonsOf(post: Activity): string[] {
  const suggested =
    (post.body['suggestedActions'] as { actions: { title: string }[] } | undefined)?.actions ?? [];
  return [...cardActions(post), ...suggested].map(({ title }) => String(title));
}

const offers = {
  ...{ redelivery: true, mentions: true, directMessages: true, otherBots: true, rateLimits: true },
  ...{ permissions: true, changes: true, typing: true, reconnects: false, history: false },
};

export const teamsChannel: PlatformDescriptor = {
  name: 'Teams in a channel',
  offers: { ...offers, files: false, alone: false },
  asks: { keepsForms: true, namesSubmit: true, promotes: true, here: true, completes: false, spoken: true },
  prepare: (clock) => prepare('channel', clock),
};

export const teamsPersonal: PlatformDescriptor = {
  name: 'Teams in a personal chat',
  offers: { ...offers, files: true, alone: true },
  prepare: (clock) => prepare('personal', clock),
};
