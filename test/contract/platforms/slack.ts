import { createSlack } from '../../../adapters/slack/slack.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { type FakeMessage, startFakeSlack } from '../../support/slack/fake-slack.ts';
import { type Bed, type BedClock, ContractIntake, type PlatformDescriptor, type Said } from '../bed.ts';
import { slackAsker } from './slack-asker.ts';

async function prepare(mode: 'http' | 'socket', clock: BedClock): Promise<Bed> {
  const slack = await startFakeSlack({ clock, retries: false });
  const customer = slack.addUser({ name: 'customer', displayName: 'The Customer' }).id;
  const agent = slack.addUser({ name: 'agent', displayName: 'The Agent' }).id;
  const general = slack.addChannel({ name: 'general', members: [customer] }).id;
  const help = slack.addChannel({ name: 'help', members: [customer] }).id;
  const deskChannel = slack.addChannel({ name: 'desk', isPrivate: true, members: [agent] }).id;
  const settings = {
    ...{ botToken: slack.botToken, appToken: slack.appToken, signingSecret: slack.signingSecret },
    ...{ apiUrl: slack.apiUrl, mode, host: '127.0.0.1', port: 0, path: '/slack/events' },
    ...{ deskChannel, supportChannels: [help], command: '/baton' },
  };
  const { channel, desk } = createSlack(settings, { logger: createLogger('silent'), clock });
  const intake = new ContractIntake();

  const events = new Map<string, string[]>();
  const ours = (message: FakeMessage) => message.bot_id === slack.botId;
  const inThread = ({ channel: where, thread }: { channel: string; thread: string | null }) =>
    thread === null ? slack.history(where) : slack.thread(where, thread);
  async function say(place: string, text: string, more: object = {}): Promise<Said> {
    const before = intake.handedIn;
    const posted = await slack.say({ user: customer, channel: place, text, ...more });
    if (intake.failing) {
      // Without an acknowledgement Slack waits three seconds, and takes it for lost.
      await intake.until(() => intake.handedIn > before);
      clock.advance?.(3_000);
    }
    await posted.delivered;
    events.set(posted.ts, posted.eventIds);
    return { id: posted.ts, place };
  }
  const fail = (fault: Parameters<typeof slack.failNext>[1]) => slack.failNext('chat.postMessage', fault);

  return {
    channel,
    desk,
    intake,
    clock,
    asker: slackAsker(slack, clock, { id: customer, name: 'The Customer' }, general),
    connected: () => (mode === 'http' ? slack.connectHttp(channel.url()) : slack.sockets.connected()),
    customerName: 'The Customer',
    customerId: customer,
    ask: (text, files = []) => say(help, '', { wireText: text, ...(files.length > 0 ? { files } : {}) }),
    reply: (to, text, files = []) =>
      say(to.place, text, { threadTs: to.id, ...(files.length > 0 ? { files } : {}) }),
    askDirectly: async (text) => say(await slack.openDm(customer), text),
    mention: (text) => say(general, `<@${slack.botUserId}> ${text}`),
    edit: async ({ id: ts, place }, text) => {
      await (await slack.editMessage({ user: customer, channel: place, ts, text })).delivered;
    },
    remove: async ({ id: ts, place }) => {
      await (await slack.deleteMessage({ user: customer, channel: place, ts })).delivered;
    },
    redeliver: async ({ id }) => {
      for (const event of events.get(id) ?? []) await slack.redeliver(event);
    },
    botSays: async (text) => {
      await (await slack.say({ user: customer, channel: help, text, subtype: 'bot_message' })).delivered;
    },
    async press(post, label) {
      const message = inThread(post).find(({ ts }) => ts === post.id);
      const elements = message?.blocks?.flatMap(
        (block) => (block['elements'] ?? []) as Record<string, unknown>[],
      );
      const button = elements?.find(({ text }) => (text as { text?: string })?.text === label);
      const actionId = String(button?.['action_id']);
      await slack.click({ user: customer, channel: post.channel, ts: post.id, actionId });
    },
    shown: async (thread) =>
      inThread(thread)
        .filter(ours)
        .map((message) => ({
          id: message.ts,
          author: message.username ?? 'Baton',
          text: wordsOf(message),
          buttons: buttonsOf(message),
          files: (message.files ?? []).map(({ id, name }) => ({
            name: String(name),
            content: Buffer.from(slack.workspace.files.get(String(id))?.content ?? '').toString(),
          })),
        })),
    wire: async (thread) => inThread(thread).findLast(ours)?.text ?? '',
    pinged: async (thread) => {
      const { text = '', blocks = [] } = inThread(thread).findLast(ours) ?? {};
      return `${text} ${JSON.stringify(blocks)}`.match(/<[!@#][^>]*>|@(?:here|channel|everyone)/g) ?? [];
    },
    typing: ({ channel: where, thread }) => (slack.status(where, thread ?? '')?.status ?? '') !== '',
    whispered: async () => slack.ephemerals(customer).map(({ text }) => text),
    limitRate: (seconds) => fail({ status: 429, retryAfter: seconds }),
    forbid: () => fail({ error: 'not_in_channel' }),
    loseAnswer: () => fail({ acceptThenDrop: true }),
    async reconnect(meanwhile) {
      slack.sockets.drop();
      await meanwhile();
      // The SDK waits before it connects again, by its own clock.
      await slack.sockets.connected();
      await slack.redeliverPending();
    },
    async stop() {
      await channel.stop();
      await slack.stop();
    },
  };
}

/** What a person reads of a message: its blocks, without the marks of mrkdwn. */
function wordsOf({ text, blocks = [] }: FakeMessage): string {
  const parts = blocks.flatMap((block) => {
    const own = block['text'] as { text?: string } | undefined;
    const inner = (block['elements'] ?? []) as { text?: unknown }[];
    return [own?.text, ...inner.map((element) => element.text)].filter((one) => typeof one === 'string');
  });
  return (parts.length > 0 ? parts.join('\n') : text).replace(/[*_~`]/g, '');
}

function buttonsOf({ blocks = [] }: FakeMessage): string[] {
  return blocks
    .filter(({ type }) => type === 'actions')
    .flatMap((block) => (block['elements'] as { text: { text: string } }[]).map(({ text }) => text.text));
}

const offers = {
  ...{ redelivery: true, mentions: true, directMessages: true, otherBots: true, rateLimits: true },
  ...{ permissions: true, changes: true, typing: true, history: true, files: true, alone: false },
};

const asks = {
  keepsForms: true,
  namesSubmit: true,
  promotes: true,
  here: true,
  completes: false,
  spoken: false,
};

export const slackHttp: PlatformDescriptor = {
  name: 'Slack over HTTP',
  offers: { ...offers, reconnects: false },
  asks,
  prepare: (clock) => prepare('http', clock),
};

export const slackSocket: PlatformDescriptor = {
  name: 'Slack in Socket Mode',
  offers: { ...offers, reconnects: true },
  asks,
  prepare: (clock) => prepare('socket', clock),
};
