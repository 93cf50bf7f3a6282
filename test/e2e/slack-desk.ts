import { createSlack } from '../../adapters/slack/slack.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { type FakeMessage, startFakeSlack } from '../support/slack/fake-slack.ts';
import { shown } from './slack-baton.ts';

/** A Slack workspace with nothing but a desk and one agent, for customers elsewhere. */
export async function startSlackDesk() {
  const slack = await startFakeSlack({ retries: false });
  const agent = slack.addUser({ name: 'agent', realName: 'First agent' });
  const place = slack.addChannel({ name: 'desk', isPrivate: true, members: [agent] });
  const { channel, desk } = createSlack(
    {
      ...{ botToken: slack.botToken, appToken: slack.appToken, signingSecret: slack.signingSecret },
      ...{ apiUrl: slack.apiUrl, mode: 'socket', host: '127.0.0.1', port: 0, path: '/slack/events' },
      ...{ deskChannel: place.id, supportChannels: [], command: '/baton' },
    },
    { logger: createLogger('silent'), clock: systemClock },
  );
  const cards = () => slack.history(place).filter(({ bot_id }) => bot_id === slack.botId);
  const card = (): FakeMessage => {
    const last = cards().at(-1);
    if (!last) throw new Error('there is no card at the desk');
    return last;
  };
  const thread = () => slack.thread(place, card().ts).slice(1);
  const own = (words: string) => {
    const found = thread().find(({ user, text }) => user === agent.id && text.includes(words));
    if (!found) throw new Error(`the agent did not write ${words}`);
    return { user: agent, channel: place, ts: found.ts };
  };
  return {
    slack,
    channel,
    desk,
    cards,
    card: () => shown(card()),
    /** What stands in the card's thread. */
    words: () => thread().map(shown).join('\n'),
    files: () =>
      thread()
        .flatMap(({ files = [] }) => files)
        .map(({ id, name }) => ({
          name: String(name),
          content: Buffer.from(slack.workspace.files.get(String(id))?.content ?? '').toString(),
        })),
    /** Resolves once the agent sees it on the card or in its thread. */
    sees: (words: string | RegExp) =>
      slack.until(() => {
        if (cards().length === 0) return false;
        const all = `${shown(card())}\n${thread().map(shown).join('\n')}`;
        return typeof words === 'string' ? all.includes(words) : words.test(all);
      }),
    write: (text: string, files: { name: string; content: string }[] = []) =>
      slack.say({
        user: agent,
        channel: place,
        text,
        threadTs: card().ts,
        ...(files.length > 0 ? { files } : {}),
      }),
    edit: (words: string, text: string) => slack.editMessage({ ...own(words), text }),
    remove: (words: string) => slack.deleteMessage(own(words)),
    /** Presses a button of the card, and sends the form that it opens, as it stands. */
    async send(button: string) {
      await this.press(button);
      await slack.until(() => slack.modal(agent) !== undefined);
      await slack.submit({ user: agent, values: {} });
    },
    async press(button: string) {
      const ids = [...shown(card()).matchAll(/"action_id":"([^"]+)"/g)].map(([, id]) => id ?? '');
      const actionId = ids.find((id) => id.includes(button)) ?? button;
      await slack.click({ user: agent, channel: place, ts: card().ts, actionId });
    },
  };
}
