import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Responder } from '../../src/responder/responder.ts';
import { agent, customerMessage, customerThread, deskAction } from '../support/events.ts';
import { launchPolicy } from '../support/reader.ts';
import { startTestApp } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
beforeAll(async () => {
  server = await startTestStore();
});
afterAll(() => server.stop());

/** Answers with what it was asked, and as from an article. */
const responder: Responder = {
  respond: async ({ turns }) => {
    const text = `About: ${turns.at(-1)?.text}`;
    return { kind: 'answer', text, sources: [{ title: 'Article' }], passages: [], confidence: 1 };
  },
};

it('a draft goes to its holder in the card’s thread, and to the customer once it is sent; like cases come with the next', async () => {
  const one = await startTestApp({
    uri: server.uri,
    responder,
    settings: { policy: { ...launchPolicy, mode: 'soft' } },
  });
  const { platform, intake, app, store } = one;
  platform.members.add(agent.id);
  const thread = { ...customerThread, thread: 'copilot-1' };
  const settled = () => app.idle();
  await intake.accept(customerMessage('How do I share the calendar of my shop?', { thread }));
  await settled();
  await intake.accept(customerMessage('get me a human', { thread }));
  await settled();
  const episodes = await store.escalations.model.find().lean();
  const escalation = episodes[0];
  const card = { ...(escalation?.card ?? thread), thread: escalation?.card?.id ?? null };
  const press = async (action: string, id = escalation?._id ?? '', where = card) => {
    await intake.accept(deskAction(where, action, String(id)));
    await settled();
  };
  await press('claim_copilot');
  const inThread = { personId: agent.id, thread: { channel: 'desk', thread: card.thread } };
  expect(platform.whispers).toMatchObject([inThread, inThread]);
  expect(platform.whispers[0]?.text).toContain('desk.first_message');
  expect(platform.whispers[1]?.text).toContain('About: get me a human');
  const before = platform.texts(thread);
  expect(before.join()).not.toContain('About: get me a human');

  await press('draft_send_1');
  expect(platform.texts(thread)).toEqual([...before, 'About: get me a human']);
  expect(await store.drafts.of(String(escalation?._id))).toMatchObject([{ outcome: 'sent', distance: 0 }]);
  await press('resolve');

  const other = { ...customerThread, thread: 'copilot-2' };
  await intake.accept(
    customerMessage('How can my shop share its calendar? get me a human', { thread: other }),
  );
  await settled();
  const next = await store.escalations.model.findOne({ state: 'waiting' }).lean();
  const nextCard = { ...(next?.card ?? other), thread: next?.card?.id ?? null };
  await press('claim_copilot', String(next?._id), nextCard);
  expect(platform.whispers.at(-1)?.text).toContain('desk.similar');
  expect(platform.whispers.at(-1)?.text).toContain('→ About: get me a human');
  await one.stop();
});
