import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestStore, type TestStore } from '../support/test-store.ts';
import { type SlackBaton, shown, startSlackBaton } from './slack-baton.ts';

let server: TestStore;
let one: SlackBaton;

beforeEach(async () => {
  server = await startTestStore();
  one = await startSlackBaton('http', server.uri);
});
afterEach(async () => {
  await one.stop();
  await server.stop();
});

it('an upset customer asks the same of billing twice, declines a human, then wants one: the card says why', async () => {
  const { billing } = one;
  const say = async (text: string, threadTs?: string) => {
    const posted = await one.slack.say({
      user: one.customer,
      channel: billing,
      text,
      ...(threadTs ? { threadTs } : {}),
    });
    await posted.delivered;
    await one.settle();
    return posted.ts;
  };
  const said = () => one.said(billing, ts).map(shown).join('\n');

  const ts = await say(`<@${one.slack.botUserId}> Why do I get no refund for my monthly plan?`);
  expect(said()).toContain('https://help.bookwren.example/');
  expect(one.slack.history(one.desk)).toEqual([]);

  await say('No refund for my monthly plan, why?! Terrible service!', ts);
  const offers = () =>
    one.said(billing, ts).filter((message) => shown(message).includes('Would you like to talk to a person?'))
      .length;
  expect(offers()).toBe(1);
  await say('No, thanks', ts);
  expect(said()).toContain("we'll carry on here");
  await say('I still get no refund for my monthly plan. This is terrible!', ts);
  expect(offers()).toBe(1);
  expect(one.slack.history(one.desk)).toEqual([]);

  await say('get me a person', ts);
  expect(said()).toContain("You asked for a person, so I'm bringing one in.");
  const card = shown(one.card());
  expect(card).toContain('asked for a human: “get me a person”');
  expect(card).toMatch(/Earlier: asked the same question (twice|3 times)/);
  expect(card).toContain('Earlier: sounds upset');
  expect(card).toContain('Earlier: was offered a human, and declined');
  expect(card).toContain('upset');
  expect(card).toContain('billing');

  const [conversation] = await one.store.conversations.model.find().lean();
  const decisions = await one.store.decisions.why(String(conversation?._id), 20);
  const actions = decisions.filter(({ occasion }) => occasion === 'message').map(({ action }) => action);
  expect(actions).toEqual(['escalate', 'none', 'none', 'offer', 'none']);
});
