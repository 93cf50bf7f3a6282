import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InboundEvent } from '../../../src/channels/events.ts';
import { conversationId } from '../../../src/conversation/conversation.ts';
import {
  agent,
  customerMessage,
  customerThread,
  deskAction,
  deskMessage,
  otherAgent,
} from '../../support/events.ts';
import { DESK_CHANNEL } from '../../support/loopback-platform.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { startTestStore, type TestStore } from '../../support/test-store.ts';
import { MortalApp } from './mortal-app.ts';

const LIVES = 40;
const MINUTE = 60_000;

let server: TestStore;
const clock = new ManualClock();
let app: MortalApp;

beforeAll(async () => {
  server = await startTestStore();
  app = new MortalApp(server.uri, clock);
  app.platform.members.add(agent.id).add(otherAgent.id);
  await app.start();
});
afterAll(async () => {
  await app.stop();
  await server.stop();
});

const STEPS = [
  'customer',
  'customer',
  'claim',
  'agent',
  'agent',
  'other',
  'note',
  'release',
  'return',
  'time',
] as const;
const step = fc.record({
  what: fc.constantFrom(...STEPS),
  dieAfter: fc.option(fc.integer({ min: 1, max: 40 }), { freq: 2 }),
});
let lives = 0;

it('a process that dies at any of its calls loses no message, says nothing twice, and lets no note out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      lives += 1;
      const thread = { ...customerThread, thread: `life-${lives}` };
      const id = conversationId(thread);
      const customerSaid: string[] = [];
      const toCustomer: string[] = [];
      const internal: string[] = [];
      const words = () => `words ${lives}-${customerSaid.length + toCustomer.length + internal.length}.`;
      const state = async () => (await app.living.store.conversations.get(id))?.state;
      await app.happens(customerMessage('I want to talk to a human', { thread }), null);
      for (const { what, dieAfter } of steps) {
        const { episode } = (await state()) ?? {};
        const card = app.platform.cards().find(({ card }) => card.buttons[0]?.value === episode?.id);
        const cardThread = { ...DESK_CHANNEL, thread: card?.ref.id ?? `none-${lives}` };
        let event: InboundEvent | undefined;
        if (what === 'time') await app.pass(11 * MINUTE);
        else if (what === 'customer') {
          customerSaid.push(words());
          event = customerMessage(customerSaid.at(-1) ?? '', { thread, via: 'thread' });
        } else if (what === 'claim' || what === 'release' || what === 'return') {
          event = deskAction(cardThread, what, episode?.id ?? '');
        } else if (card) {
          const said = words();
          const author = what === 'other' ? otherAgent : agent;
          const holds = what === 'agent' && episode?.holder?.id === agent.id;
          (holds ? toCustomer : internal).push(said);
          event = deskMessage(cardThread, what === 'note' ? `// ${said}` : said, { author });
        }
        if (event) await app.happens({ ...event, at: clock.now().toISOString() }, dieAfter);
      }
      await app.pass(5 * MINUTE);

      const shown = app.platform.texts(thread);
      expect(toCustomer.map((said) => shown.filter((text) => text === said).length)).toEqual(
        toCustomer.map(() => 1),
      );
      expect(internal.filter((said) => shown.some((text) => text.includes(said)))).toEqual([]);
      const record = await app.living.store.messages.range(id, 0, 1_000, 1_000);
      const recorded = record.filter(({ role }) => role === 'customer').map(({ text }) => text);
      expect(recorded).toEqual(['I want to talk to a human', ...customerSaid]);
      expect(record.map(({ seq }) => seq)).toEqual(record.map((_, index) => index + 1));
      const { owner, episode } = (await state()) ?? {};
      expect(owner).toBe({ waiting: 'queue', held: 'agent', ended: 'assistant' }[episode?.state ?? 'ended']);
    }),
    { numRuns: LIVES, endOnFailure: true },
  );
  expect(app.deaths).toBeGreaterThan(LIVES);
}, 600_000);
