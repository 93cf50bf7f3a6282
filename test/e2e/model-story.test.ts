import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { createFallback } from '../../src/responder/fallback.ts';
import { NO_ACTIONS } from '../../src/responder/model/action-tools.ts';
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
  one = await startSlackBaton('socket', server.uri, (searcher) =>
    createFallback({
      model: createModelResponder({
        model,
        searcher,
        logger,
        settings: { budget: 6_000, guidance: [] },
        actions: NO_ACTIONS,
      }),
      instead: quoting(searcher),
      clock: systemClock,
      logger,
      deadlineMs: 20_000,
    }),
  );
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
