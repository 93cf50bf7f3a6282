import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { createActions } from '../../src/responder/actions/actions.ts';
import { createBugReport } from '../../src/responder/actions/create-bug-report.ts';
import { updateCustomerNote } from '../../src/responder/actions/update-customer-note.ts';
import { createFallback } from '../../src/responder/fallback.ts';
import { createModelResponder } from '../../src/responder/model/model-responder.ts';
import { type ModelServer, modelOn, startModelServer } from '../support/model-server.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';
import { quoting } from './handbook-app.ts';
import { type SlackBaton, shown, startSlackBaton } from './slack-baton.ts';

let server: TestStore;
let models: ModelServer;
let one: SlackBaton;
beforeEach(async () => {
  [server, models] = await Promise.all([startTestStore(), startModelServer()]);
  const { model } = modelOn(models, { retries: 0 });
  const logger = createLogger('silent');
  one = await startSlackBaton('socket', server.uri, (searcher, store) => {
    const all = [createBugReport(store), updateCustomerNote(store)];
    const actions = createActions({ actions: all, store, clock: systemClock, logger });
    const settings = { budget: 6_000, guidance: [] };
    const responder = createFallback({
      model: createModelResponder({ model, searcher, logger, settings, actions: actions.tools }),
      instead: quoting(searcher),
      clock: systemClock,
      logger,
      deadlineMs: 20_000,
    });
    return { responder, actions };
  });
});
afterEach(async () => {
  await one.stop();
  await Promise.all([server.stop(), models.stop()]);
});

const QUESTION = 'How long does a refund of my yearly plan take?';
async function ask(text: string, threadTs?: string): Promise<string> {
  const { customer, general } = one;
  const mention = threadTs ? text : `<@${one.slack.botUserId}> ${text}`;
  const posted = await one.slack.say({
    user: customer,
    channel: general,
    text: mention,
    ...(threadTs ? { threadTs } : {}),
  });
  await posted.delivered;
  await one.settle();
  return threadTs ?? posted.ts;
}
const said = (ts: string) => one.said(one.general, ts).map(shown);

it('a model’s answer is streamed, and ends as one message with its article and its buttons', async () => {
  models.say(
    'A refund takes 5 to 10 working days, depending on your bank. [1] It goes back to the payment method that you paid with. [1]',
  );
  const ts = await ask(QUESTION);
  const [answer, ...more] = said(ts);
  expect(more).toEqual([]);
  expect(answer).toContain('It goes back to the payment method');
  expect(answer).toContain('https://help.bookwren.example/refunds');
  expect(answer).toContain('Talk to a human');
  expect(answer).not.toContain('[1]');
  expect(one.slack.calls.map(({ method }) => method)).toContain('chat.startStream');
  expect(one.said(one.general, ts)[0]?.streaming).toBeFalsy();
});

it('a promise that nobody made is not said; what is said instead is true', async () => {
  models.say(
    "I'll transfer you to a colleague now.",
    'A refund takes 5 to 10 working days, depending on your bank. [1]',
  );
  const answers = said(await ask(QUESTION)).join('\n');
  expect(answers).toContain('5 to 10 working days');
  expect(answers).not.toContain('transfer');
});

it('a model that hands over is followed: a human is offered, and brought in when the customer wants one', async () => {
  models.say({ calls: [{ name: 'hand_over', arguments: { reason: 'the articles say nothing of this' } }] });
  const ts = await ask('Why does my calendar look different from that of my colleague?');
  expect(said(ts).join('\n')).toContain('A person may be of more help here.');
  await ask('yes, get me a person', ts);
  expect(shown(one.card())).toContain('the model says: the articles say nothing of this');
});

it('a model that is down is not waited for: the article answers', async () => {
  models.say({ status: 500 });
  expect(said(await ask('How do I reset my password?')).join('\n')).toContain(
    'https://help.bookwren.example/reset-password',
  );
});

const press = async (action: string) => {
  const [user] = one.agents;
  const { ts } = one.card();
  await one.slack.click({ user, channel: one.desk, ts, actionId: action, stale: true });
  await one.settle();
};
const noted = { calls: [{ name: 'update_customer_note', arguments: { note: 'Uses the yearly plan' } }] };

it('what needs approval is done once somebody at the desk has approved it, and the customer hears of it', async () => {
  models.say(noted);
  const ts = await ask('Please note that we are on the yearly plan');
  expect(shown(one.card())).toContain('Note about the customer: Uses the yearly plan');
  expect(await one.store.customerNotes.of(one.customer.id)).toEqual([]);
  expect(said(ts).join('\n')).not.toContain('saved');

  await press('approve');
  expect(await one.store.customerNotes.of(one.customer.id)).toEqual(['Uses the yearly plan']);
  expect(said(ts).at(-1)).toContain('Done: Your note was saved for the team.');
  const [call] = await one.store.actions.model.find().lean();
  expect(call).toMatchObject({ name: 'update_customer_note', state: 'done', decidedBy: one.agents[0].id });
  await press('approve');
  expect(await one.store.actions.model.countDocuments()).toBe(1);
});

it('what was denied is not done, and the customer is told so', async () => {
  models.say(noted);
  const ts = await ask('Please note that we are on the yearly plan');
  await press('deny');
  expect(await one.store.customerNotes.of(one.customer.id)).toEqual([]);
  expect(said(ts).at(-1)).toContain("it can't be done like this");
  await press('approve');
  expect(await one.store.customerNotes.of(one.customer.id)).toEqual([]);
});

it('what needs no approval is done at once, and told as it was done', async () => {
  const title = 'Export hangs at 99 percent';
  const steps = 'Open Settings, press Export, wait.';
  models.say(
    { calls: [{ name: 'create_bug_report', arguments: { title, steps } }] },
    'The bug was reported as BUG-1.',
  );
  const ts = await ask('Please file a bug: the export hangs at 99 percent when I press Export in Settings');
  expect(said(ts).join('\n')).toContain('BUG-1');
  expect(await one.store.reports.model.countDocuments()).toBe(1);
});
