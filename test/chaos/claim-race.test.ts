import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { conversationId } from '../../src/conversation/conversation.ts';
import { customerMessage, customerThread } from '../support/events.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

const ROUNDS = 200;
const PROCESSES = 4;
const AGENTS_EACH = 25;
const MEMBERS = [...Array(PROCESSES * AGENTS_EACH).keys()].map((n) => `agent-${n % PROCESSES}-${n}`);
const FAR_FUTURE = new Date('2100-01-01');

let server: TestStore;
let asking: TestApp;
let processes: ChildProcess[];

beforeAll(async () => {
  server = await startTestStore();
  asking = await startTestApp({ uri: server.uri });
  processes = [...Array(PROCESSES).keys()].map((index) => {
    const script = fileURLToPath(new URL('./claim-process.ts', import.meta.url));
    return fork(script, [server.uri, `agent-${index}-`, ...MEMBERS], { execArgv: ['--import', 'tsx'] });
  });
  await Promise.all(processes.map((child) => once(child, 'message')));
});
afterAll(async () => {
  for (const child of processes) child.kill();
  await asking.stop();
  await server.stop();
});

/** Everything that was accepted has been worked off and delivered, in whichever process. */
async function settled(): Promise<void> {
  const { events, outbox } = asking.store;
  while ((await events.stuck(FAR_FUTURE, 1)).length + (await outbox.stuck(FAR_FUTURE, 1)).length > 0)
    await pause(5);
}

async function tellAll(message: object | string): Promise<unknown[]> {
  const answers = processes.map((child) => once(child, 'message'));
  for (const child of processes) child.send(message);
  return (await Promise.all(answers)).map(([answer]) => answer);
}

it(`${PROCESSES * AGENTS_EACH} agents in ${PROCESSES} processes claim at once: one wins and the others are told who, ${ROUNDS} times`, {
  timeout: 900_000,
}, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const thread = { ...customerThread, thread: `race-${round}` };
    await asking.intake.accept(customerMessage('get me a human', { thread, id: `race-${round}` }));
    await asking.app.idle();
    await tellAll({ round, escalationId: `${conversationId(thread)}#1` });
    await settled();
    const reports = (await tellAll('report')) as { whispers: { personId: string; text: string }[] }[];
    const whispers = reports.flatMap((report) => report.whispers);

    const record = await asking.store.conversations.get(conversationId(thread));
    const winner = record?.state.episode?.holder?.id;
    expect(winner).toMatch(/^agent-/);
    expect(record?.state.epoch).toBe(2);
    expect(whispers).toHaveLength(PROCESSES * AGENTS_EACH - 1);
    expect(new Set(whispers.map(({ personId }) => personId)).has(winner ?? '')).toBe(false);
    expect(new Set(whispers.map(({ text }) => text))).toEqual(new Set([`desk.claimed_by_other ${winner}`]));
  }
});
