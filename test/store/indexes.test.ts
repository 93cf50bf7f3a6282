import { expect, it } from 'vitest';
import { conversationId } from '../../src/conversation/conversation.ts';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { createLogger } from '../../src/platform/logger.ts';
import {
  agent,
  customerCommand,
  customerMessage,
  customerThread,
  deskAction,
  deskMessage,
} from '../support/events.ts';
import { startTestApp } from '../support/test-app.ts';

it('no step of the road reads through a whole collection, and a late message reads no more than an early one', async () => {
  const server = await startEmbeddedMongo({ logger: createLogger('silent') });
  const one = await startTestApp({ uri: server.uri });
  one.platform.members.add(agent.id);
  const thread = { ...customerThread, thread: 'indexed' };
  const examinedBy = async (work: () => Promise<unknown>) => {
    const before = (await server.stats()).documentsExamined;
    await work();
    await one.app.idle();
    return (await server.stats()).documentsExamined - before;
  };
  const ask = () => one.intake.accept(customerMessage('How do I export?', { thread }));

  await examinedBy(ask);
  const early = await examinedBy(ask);
  for (let count = 0; count < 200; count++) await examinedBy(ask);
  const late = await examinedBy(ask);
  await one.intake.accept(customerMessage('get me a human', { thread }));
  await one.app.idle();
  const desk = one.platform.cardThread();
  await one.intake.accept(deskAction(desk, 'claim', `${conversationId(thread)}#1`));
  await one.intake.accept(deskMessage(desk, 'Hello'));
  await one.intake.accept(customerCommand('human', '', { thread }));
  await one.app.idle();
  await one.app.sweeper.sweep();
  await one.store.events.countDead();
  await one.store.outbox.countDead();
  await one.app.idle();

  expect((await server.stats()).fullScans).toBe(0);
  expect(late).toBeLessThanOrEqual(early + 2);
  await one.stop();
  await server.stop();
});
