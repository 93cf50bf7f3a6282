import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestStore, type TestStore } from '../support/test-store.ts';
import { type SlackBaton, shown, startSlackBaton } from './slack-baton.ts';

let server: TestStore;
let one: SlackBaton;

afterEach(async () => {
  await one.stop();
  await server.stop();
});

const say = async (
  channel: { id: string } | string,
  text: string,
  threadTs?: string,
  user = one.customer,
) => {
  const posted = await one.slack.say({ user, channel, text, ...(threadTs ? { threadTs } : {}) });
  await posted.delivered;
  await one.settle();
  return posted.ts;
};
const atDesk = async (user: SlackBaton['customer'], text: string) => {
  const { ts } = one.card();
  const posted = await one.slack.say({ user, channel: one.desk, text, threadTs: ts });
  await posted.delivered;
  await one.settle();
};
const press = async (user: SlackBaton['customer'], actionId: string) => {
  const { ts } = one.card();
  const pressed = await one.slack.click({ user, channel: one.desk, ts, actionId, stale: true });
  await one.settle();
  return pressed;
};
/** Sends the form that a button opened, as it stands. */
const send = async (user: SlackBaton['customer']) => {
  await one.slack.until(() => one.slack.modal(user) !== undefined);
  await one.slack.submit({ user, values: {} });
  await one.settle();
};
const words = (channel: { id: string } | string, ts: string) =>
  one.slack
    .thread(typeof channel === 'string' ? channel : channel.id, ts)
    .slice(1)
    .map(shown)
    .join('\n');
const actionIds = () => [...shown(one.card()).matchAll(/"action_id":"([^"]+)"/g)].map(([, id]) => id ?? '');
const buttonNamed = (name: string) => actionIds().find((id) => id.includes(name)) ?? name;

describe.each(['http', 'socket'] as const)('in Slack over %s', (mode) => {
  beforeEach(async () => {
    // A store of its own for each story: made-up workspaces give the same ids to their channels.
    server = await startTestStore();
    one = await startSlackBaton(mode, server.uri);
  });

  it('a question is answered in its thread, a human is asked for, claims, answers and hands back', async () => {
    const [first, second] = one.agents;
    const ts = await say(one.general, `<@${one.slack.botUserId}> How do I cancel a booking?`);
    const [answer, ...more] = one.said(one.general, ts);
    expect(more).toEqual([]);
    expect(answer && shown(answer)).toContain('Reschedule');
    expect(answer && shown(answer)).toContain('https://help.bookwren.example/booking-cancel');
    expect(answer && shown(answer)).toContain('Talk to a human');

    await say(one.general, 'I want to talk to a human', ts);
    expect(words(one.general, ts)).toContain('bringing one in');
    expect(shown(one.card())).toContain('How do I cancel a booking?');
    expect(words(one.desk, one.card().ts)).toContain('How do I cancel a booking?');

    const claim = buttonNamed('claim');
    await Promise.all([press(first, claim), press(second, claim)]);
    const { episode } = (await one.store.conversations.get(await conversationId()))?.state ?? {};
    const [winner, loser] = episode?.holder?.id === first.id ? [first, second] : [second, first];
    const winnerName = episode?.holder?.name ?? '';
    expect(one.slack.ephemerals(loser).map(shown).join()).toContain(`${winnerName} has claimed this`);
    expect(shown(one.card())).toContain(`Claimed by ${winnerName}`);
    expect(words(one.general, ts)).toContain(`${winnerName} has joined`);

    await atDesk(winner, 'Hello, I am looking at it.');
    await atDesk(winner, '// a note for us');
    await atDesk(loser, 'I know this one');
    const relayed = one.said(one.general, ts).find(({ text }) => text.includes('I am looking at it'));
    expect(relayed?.username).toBe(winnerName);
    expect(words(one.general, ts)).not.toContain('a note for us');
    expect(words(one.general, ts)).not.toContain('I know this one');
    expect(one.slack.ephemerals(loser).map(shown).join()).toContain('stayed here as a note');

    await say(one.general, 'It is about tomorrow', ts);
    expect(words(one.desk, one.card().ts)).toContain('It is about tomorrow');

    await press(winner, buttonNamed('return'));
    await send(winner);
    expect(words(one.general, ts)).toContain('handed the conversation back');
    await say(one.general, 'How do I reset my password?', ts);
    expect(words(one.general, ts)).toContain('https://help.bookwren.example/reset-password');
    expect(one.slack.history(one.desk)).toHaveLength(1);
  });

  it('a human comes by button, resolves, and a later message goes back to them', async () => {
    const [first] = one.agents;
    const ts = await say(one.support, 'Where can I download my invoice?');
    const [answer] = one.said(one.support, ts);
    const human = /"action_id":"([^"]*human[^"]*)"/.exec(shown(answer as never))?.[1] ?? 'none';
    await one.slack.click({
      user: one.customer,
      channel: one.support,
      ts: answer?.ts ?? '',
      actionId: human,
    });
    await one.settle();
    await press(first, buttonNamed('claim'));
    await press(first, buttonNamed('resolve'));
    await send(first);
    expect(words(one.support, ts)).toContain('marked this as resolved');
    await say(one.support, 'One more thing about that invoice', ts);
    expect(words(one.desk, one.card().ts)).toContain('One more thing about that invoice');
    expect((await one.store.conversations.get(await conversationId()))?.state.owner).toBe('agent');
  });

  it('a human comes by command in a direct message', async () => {
    const dm = await one.slack.openDm(one.customer);
    await one.slack.command({
      user: one.customer,
      channel: dm,
      command: '/baton',
      text: 'human my invoice is wrong',
    });
    await one.settle();
    expect(shown(one.card())).toContain('my invoice is wrong');
    expect(one.slack.history(dm).map(shown).join()).toContain('bringing one in');
  });

  it('who was removed from the desk cannot act on an old card', async () => {
    const [first] = one.agents;
    await say(one.support, 'get me a human');
    const claim = buttonNamed('claim');
    await one.slack.leave(one.desk, first).delivered;
    await press(first, claim);
    expect((await one.store.conversations.get(await conversationId()))?.state.owner).toBe('queue');
    await press(one.agents[1], claim);
    expect((await one.store.conversations.get(await conversationId()))?.state.owner).toBe('agent');
  });

  it('every event delivered again is answered once', async () => {
    const posted = await one.slack.say({
      user: one.customer,
      channel: one.general,
      text: `<@${one.slack.botUserId}> How do I cancel a booking?`,
    });
    await posted.delivered;
    await one.settle();
    for (const id of posted.eventIds) await one.slack.redeliver(id);
    await one.settle();
    expect(posted.eventIds.length).toBeGreaterThan(1);
    expect(one.said(one.general, posted.ts)).toHaveLength(1);
  });

  it('a rate limit is waited for, and nothing is lost or said twice', async () => {
    one.slack.failNext('chat.postMessage', { status: 429, retryAfter: 1 });
    const posted = await one.slack.say({
      user: one.customer,
      channel: one.support,
      text: 'How do I cancel a booking?',
    });
    await one.slack.until(() => one.said(one.support, posted.ts).length > 0);
    await one.settle();
    expect(one.said(one.support, posted.ts)).toHaveLength(1);
  });

  it('hostile input ends in a refusal or an answer, and the next question is answered', async () => {
    await say(one.support, ':tada:');
    await say(one.support, `${'very long '.repeat(3_900)}`);
    await say(one.support, '<!channel> \u0001\u0002 *_~`');
    const ts = await say(one.support, 'get me a human');
    const { ts: card } = one.card();
    await one.slack
      .click({
        user: one.agents[0],
        channel: one.desk,
        ts: card,
        actionId: buttonNamed('claim'),
        value: 'AAAAAAAAAAAAAAAAAAAAAA#1',
        stale: true,
      })
      .catch(() => undefined);
    await one.settle();
    const next = await say(one.support, 'How do I reset my password?');
    expect(words(one.support, next)).toContain('https://help.bookwren.example/reset-password');
    expect(words(one.support, ts)).toContain('bringing one in');
    for (const message of one.slack.history(one.support, 'all').filter(({ bot_id }) => bot_id)) {
      expect(shown(message)).not.toContain('<!channel>');
    }
  });
});

/** The conversation that the card is about. */
async function conversationId(): Promise<string> {
  return /"value":"([^"#]+)#\d+"/.exec(shown(one.card()))?.[1] ?? 'none';
}
