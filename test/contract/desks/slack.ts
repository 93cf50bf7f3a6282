import { createSlack } from '../../../adapters/slack/slack.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type FakeMessage, startFakeSlack } from '../../support/slack/fake-slack.ts';
import { type BedClock, ContractIntake } from '../bed.ts';
import type { DeskBed, DeskDescriptor, DeskShown } from '../desk-bed.ts';
import { slackAsker } from '../platforms/slack-asker.ts';

async function start(clock: BedClock = new ManualClock()): Promise<DeskBed> {
  const slack = await startFakeSlack({ clock, retries: false });
  const agent = slack.addUser({ name: 'agent', displayName: 'First agent' }).id;
  const stranger = slack.addUser({ name: 'customer' }).id;
  const place = slack.addChannel({ name: 'desk', isPrivate: true, members: [agent] }).id;
  const { channel, desk } = createSlack(
    {
      ...{ botToken: slack.botToken, appToken: slack.appToken, apiUrl: slack.apiUrl, mode: 'socket' },
      ...{
        host: '127.0.0.1',
        port: 0,
        path: '/',
        command: '/baton',
        supportChannels: [],
        deskChannel: place,
      },
    },
    { logger: createLogger('silent'), clock },
  );
  const intake = new ContractIntake();
  await channel.start(intake);
  await slack.sockets.connected();
  const buttonOf = (ts: string, label: string) =>
    elementsOf(slack.history(place).find((message) => message.ts === ts)).find(
      ({ text }) => text?.text === label,
    );

  return {
    channel,
    desk,
    intake,
    agent: { id: agent, name: 'First agent' },
    stranger,
    asker: slackAsker(slack, clock, { id: agent, name: 'First agent' }, place),
    async write({ id: threadTs }, text, files = []) {
      const more = files.length > 0 ? { files } : {};
      const said = await slack.say({ user: agent, channel: place, text, threadTs, ...more });
      await said.delivered;
      return said.ts;
    },
    edit: async (_, ts, text) =>
      void (await (
        await slack.editMessage({ user: agent, channel: place, ts, text })
      ).delivered),
    remove: async (_, ts) =>
      void (await (
        await slack.deleteMessage({ user: agent, channel: place, ts })
      ).delivered),
    talk: async (text) => void (await (await slack.say({ user: agent, channel: place, text })).delivered),
    async press({ id: ts }, label) {
      await slack.click({
        user: agent,
        channel: place,
        ts,
        actionId: String(buttonOf(ts, label)?.action_id),
      });
    },
    async card({ id }) {
      const [message] = slack.thread(place, id);
      if (!message) throw new Error('there is no such card');
      return shown(message);
    },
    thread: async ({ id }) =>
      slack
        .thread(place, id)
        .slice(1)
        .filter(({ bot_id }) => bot_id === slack.botId)
        .map(shown),
    called: async ({ id }) => {
      const ours = slack
        .thread(place, id)
        .slice(1)
        .filter(({ bot_id }) => bot_id === slack.botId);
      const written = JSON.stringify(ours.map(({ blocks }) => blocks));
      const people = [...written.matchAll(/<@(\w+)>/g)].map(([, user = '']) => user);
      return /<!(channel|here|everyone)/.test(written) ? [...people, 'everyone'] : people;
    },
    marks: async ({ id }, ts) =>
      (slack.thread(place, id).find((message) => message.ts === ts)?.reactions ?? []).map(({ name }) => name),
    whispered: async () => slack.ephemerals(agent).map(({ text }) => text),
    async appear(there) {
      const user = slack.workspace.users.get(agent);
      if (user) user.presence = there ? 'active' : 'away';
    },
    expel: async () => void (await slack.leave(place, agent).delivered),
    async stop() {
      await channel.stop();
      await slack.stop();
    },
  };
}

interface Element {
  action_id?: string;
  text?: { text?: string };
}

function elementsOf(message: FakeMessage | undefined): Element[] {
  return (message?.blocks ?? [])
    .filter(({ type }) => type === 'actions')
    .flatMap((block) => block['elements'] as Element[]);
}

function shown(message: FakeMessage): DeskShown {
  const text = `${message.text}\n${JSON.stringify(message.blocks ?? [])}`.replace(/[*_~`]/g, '');
  return { id: message.ts, text, buttons: elementsOf(message).map((one) => String(one.text?.text)) };
}

export const slackDesk: DeskDescriptor = {
  name: 'Slack',
  talks: true,
  expels: true,
  signs: { waiting: [], sent: ['white_check_mark'], failed: ['warning'], note: ['memo'] },
  start,
  asks: { keepsForms: true, namesSubmit: true, promotes: true, here: true, completes: false, spoken: false },
};
