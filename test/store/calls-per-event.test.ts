import type mongoose from 'mongoose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { conversationId } from '../../src/conversation/conversation.ts';
import { agent, customerMessage, customerThread, deskAction, deskMessage } from '../support/events.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

const escalationId = `${conversationId(customerThread)}#1`;
const others = [...Array(25).keys()].map((n) => `other-${n}`);

let server: TestStore;
let one: TestApp;
let sent: string[] = [];

beforeAll(async () => {
  server = await startTestStore();
  const uri = new URL(server.uri);
  uri.searchParams.set('monitorCommands', 'true');
  // No time passes: no sweep, and no second look at the desk, falls into what is counted.
  one = await startTestApp({ uri: uri.href, clock: new ManualClock() });
  await one.app.sweeper.sweep();
  for (const id of [agent.id, ...others]) one.platform.members.add(id);
  clientOf(one.store.events.model).on('commandStarted', ({ commandName, command }) => {
    const collection: unknown = command[commandName];
    if (typeof collection === 'string') sent.push(`${collection}.${commandName}`);
  });
});
afterAll(async () => {
  await one.stop();
  await server.stop();
});

function clientOf({ db }: { db: mongoose.Connection }): mongoose.mongo.MongoClient {
  return db.getClient();
}

/** The commands that go to the store for some work, and all that follows from it. */
async function commandsOf(work: () => Promise<unknown>): Promise<string[]> {
  sent = [];
  await work();
  await one.app.idle();
  return sent;
}

const ask = (text: string) => one.intake.accept(customerMessage(text));
const claim = (id: string) =>
  one.intake.accept(
    deskAction(one.platform.cardThread(), 'claim', escalationId, { author: { ...agent, id, name: id } }),
  );

/** Commands at most, for one conversation that has the process to itself; more is a decision, not an accident. */
it('an event costs so many commands to the store, and no more', async () => {
  await commandsOf(() => ask('How do I export?'));
  expect((await commandsOf(() => ask('And to a file?'))).length).toBeLessThanOrEqual(15);
  await commandsOf(() => ask('get me a human'));
  expect((await commandsOf(() => claim(agent.id))).length).toBeLessThanOrEqual(29);
  const late = await commandsOf(() => claim('other-0'));
  expect(late.length).toBeLessThanOrEqual(12);
  expect(late.filter((command) => command.startsWith('agents.'))).toHaveLength(1);
  const reply = () => one.intake.accept(deskMessage(one.platform.cardThread(), 'Hello'));
  expect((await commandsOf(reply)).length).toBeLessThanOrEqual(18);
});

it('of many posts that wait for one lane, each is read once', async () => {
  const commands = await commandsOf(() => Promise.all(others.map(claim)));
  expect(commands.filter((command) => command === 'outbox.update')).toHaveLength(others.length);
  const reads = commands.filter((command) => command === 'outbox.find').length;
  expect(reads).toBeLessThanOrEqual(others.length + 5);
});
