import { createSlack } from '../../adapters/slack/slack.ts';
import type { App } from '../../src/app.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import {
  type FakeChannel,
  type FakeMessage,
  type FakeSlack,
  type FakeUser,
  startFakeSlack,
} from '../support/slack/fake-slack.ts';
import { startHandbookApp } from './handbook-app.ts';

/** All of Baton on a Slack workspace: real adapter, texts, store and handbook. */
export interface SlackBaton {
  slack: FakeSlack;
  app: App;
  store: Store;
  customer: FakeUser;
  agents: [FakeUser, FakeUser];
  general: FakeChannel;
  support: FakeChannel;
  /** Its area is billing. */
  billing: FakeChannel;
  desk: FakeChannel;
  /** Waits until all that was sent has been worked off. */
  settle(): Promise<void>;
  /** What the bot said in a thread, oldest first. */
  said(channel: FakeChannel | string, ts: string): FakeMessage[];
  /** The one card at the desk. */
  card(): FakeMessage;
  stop(): Promise<void>;
}

export async function startSlackBaton(
  mode: 'http' | 'socket',
  uri: string,
  answering?: Parameters<typeof startHandbookApp>[2],
): Promise<SlackBaton> {
  const slack = await startFakeSlack({ retries: false });
  const customer = slack.addUser({ name: 'customer', realName: 'First customer' });
  const agents: [FakeUser, FakeUser] = [
    slack.addUser({ name: 'agent1', realName: 'First agent' }),
    slack.addUser({ name: 'agent2', realName: 'Second agent' }),
  ];
  const general = slack.addChannel({ name: 'general', members: [customer] });
  const support = slack.addChannel({ name: 'support', members: [customer] });
  const billing = slack.addChannel({ name: 'billing', members: [customer] });
  const desk = slack.addChannel({ name: 'desk', isPrivate: true, members: agents });
  const logger = createLogger('silent');
  const store = await openStore(uri);
  const { channel, desk: agentDesk } = createSlack(
    {
      botToken: slack.botToken,
      appToken: slack.appToken,
      signingSecret: slack.signingSecret,
      apiUrl: slack.apiUrl,
      mode,
      host: '127.0.0.1',
      port: 0,
      path: '/slack/events',
      deskChannel: desk.id,
      supportChannels: [support.id],
      command: '/baton',
    },
    { logger, clock: systemClock },
  );
  const places = { [billing.id]: 'billing' };
  const app = await startHandbookApp({ store, channels: [channel], desk: agentDesk }, places, answering);
  if (mode === 'http') await slack.connectHttp(channel.url());
  else await slack.sockets.connected(1);

  return {
    slack,
    app,
    store,
    customer,
    agents,
    general,
    support,
    billing,
    desk,
    async settle() {
      await slack.settled();
      await app.idle();
    },
    said: (where, ts) => slack.thread(where, ts).filter(({ bot_id }) => bot_id === slack.botId),
    card() {
      const [card] = slack.history(desk).filter(({ bot_id }) => bot_id === slack.botId);
      if (!card) throw new Error('there is no card at the desk');
      return card;
    },
    async stop() {
      await app.stop();
      await store.close();
      await slack.stop();
    },
  };
}

/** Everything that a message shows, in one string. */
export function shown({ text, blocks }: FakeMessage): string {
  return `${text} ${JSON.stringify(blocks ?? [])}`;
}
