import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLogger } from '../../../src/platform/logger.ts';
import { defineAction } from '../../../src/responder/actions/action.ts';
import { createActions } from '../../../src/responder/actions/actions.ts';
import { createBugReport } from '../../../src/responder/actions/create-bug-report.ts';
import { updateCustomerNote } from '../../../src/responder/actions/update-customer-note.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { requestFor } from '../../support/reply-request.ts';
import { startTestStore, type TestStore } from '../../support/test-store.ts';

let server: TestStore;
let store: Store;
let clock: ManualClock;
beforeAll(async () => {
  server = await startTestStore();
  store = await openStore(server.uri);
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

let run = 0;
let conversationId = '';
beforeEach(() => {
  run += 1;
  conversationId = `actions-${run}`;
  clock = new ManualClock();
});

const signal = new AbortController().signal;
const bug = { title: 'Export is empty', steps: 'Press export; the file has no rows.' };
const actionsOn = (...more: Parameters<typeof createActions>[0]['actions']) =>
  createActions({
    actions: [createBugReport(store), updateCustomerNote(store), ...more],
    store,
    clock,
    logger: createLogger('silent'),
  });
const call = (name: string, given: unknown, change: object = {}) =>
  actionsOn().tools.use(
    { id: 'call', name, arguments: typeof given === 'string' ? given : JSON.stringify(given) },
    requestFor(['hello'], { conversationId, ...change }),
    signal,
  );

describe('an action', () => {
  it('is done once, however often and in whatever order it is called, and is in the audit log', async () => {
    const first = await call('create_bug_report', bug);
    expect(first).toMatchObject({
      done: true,
      text: expect.stringMatching(/^The bug was reported as BUG-\d+\.$/),
    });
    const { title, steps } = bug;
    expect(await call('create_bug_report', { steps, title })).toEqual(first);
    const logged = await store.actions.model.find({ conversationId }).lean();
    expect(logged).toMatchObject([
      { state: 'done', summary: 'Report a bug: Export is empty', params: bug, decidedBy: null },
    ]);
    expect(await store.reports.model.countDocuments({ conversationId })).toBe(1);
  });

  it('is done once when it is called twice at the same time', async () => {
    const both = await Promise.all([call('create_bug_report', bug), call('create_bug_report', bug)]);
    expect(both.some((one) => 'done' in one && one.done)).toBe(true);
    expect(await store.reports.model.countDocuments({ conversationId })).toBe(1);
  });

  it.each([
    ['no JSON', '{"title": '],
    ['a missing field', { title: 'Export is empty' }],
    ['a field that is too long', { ...bug, title: 'x'.repeat(121) }],
  ])('with %s changes nothing, and the model is told', async (_, given) => {
    expect(await call('create_bug_report', given)).toMatchObject({
      done: false,
      text: expect.stringMatching(/arguments/),
    });
    expect(await store.actions.model.countDocuments({ conversationId })).toBe(0);
  });

  it('is done as often as it may be in a conversation', async () => {
    for (const number of [1, 2, 3]) {
      expect(await call('create_bug_report', { ...bug, title: `Export is empty ${number}` })).toMatchObject({
        done: true,
      });
    }
    const fourth = await call('create_bug_report', { ...bug, title: 'Export is empty 4' });
    expect(fourth).toMatchObject({ done: false, text: expect.stringContaining('as often as it may be') });
  });

  it('that is bound to the account is done for nobody else in the thread', async () => {
    const other = await call('update_customer_note', { note: 'On the Team plan' }, { speaker: 'U2' });
    expect(other).toMatchObject({ done: false, text: expect.stringContaining('Only the person') });
    expect(await store.actions.model.countDocuments({ conversationId })).toBe(0);
  });

  it('that fails says so, and may be tried again', async () => {
    let works = false;
    const shaky = defineAction({
      name: 'shaky',
      description: 'Fails first.',
      parameters: z.object({}),
      who: 'anybody',
      limit: 1,
      needsApproval: () => false,
      describe: () => 'Shaky',
      run: async () => {
        if (!works) throw new Error('the service is down');
        return 'It worked.';
      },
    });
    const use = () =>
      actionsOn(shaky).tools.use(
        { id: 'c', name: 'shaky', arguments: '{}' },
        requestFor(['x'], { conversationId }),
        signal,
      );
    expect(await use()).toMatchObject({ done: false, text: expect.stringContaining('the service is down') });
    works = true;
    expect(await use()).toMatchObject({ done: true, text: 'It worked.' });
  });

  it('has a dry run that changes nothing', async () => {
    const context = {
      idempotencyKey: 'dry',
      conversationId,
      customer: { id: 'U1', name: 'A' },
      dryRun: true,
    };
    expect(await createBugReport(store).run(bug, context)).toContain('would be reported');
    expect(await updateCustomerNote(store).run({ note: 'On the Team plan' }, context)).toContain(
      'would be noted',
    );
    expect(await store.reports.model.countDocuments({ _id: 'dry' })).toBe(0);
  });
});

describe('an action that must be approved', () => {
  const note = { note: 'On the Team plan' };
  const waiting = async () => {
    const result = await call('update_customer_note', note, {
      customer: { id: conversationId, name: 'A' },
      speaker: conversationId,
    });
    const reply = 'reply' in result ? result.reply : undefined;
    return reply?.kind === 'abstain' && reply.approval ? reply.approval : { actionId: '', summary: '' };
  };

  it('waits, and is done once when somebody has said so', async () => {
    const { actionId, summary } = await waiting();
    expect(summary).toBe('Note about the customer: On the Team plan');
    const handed: object[] = [];
    const actions = actionsOn();
    const handIn = async (_: string, event: object) => void handed.push(event);
    await actions.run(actionId, handIn);
    expect(handed).toEqual([]);
    await store.actions.decide(actionId, 'approved', 'agent-1', clock.now());
    await Promise.all([actions.run(actionId, handIn), actions.run(actionId, handIn)]);
    expect(handed).toMatchObject([
      { kind: 'action.done', actionId, ok: true, text: 'Your note was saved for the team.' },
    ]);
    expect(await store.customerNotes.of(conversationId)).toEqual(['On the Team plan']);
    expect(await store.actions.get(actionId)).toMatchObject({ state: 'done', decidedBy: 'agent-1' });
  });

  it('is done again after a crash before its result was handed in, and changes nothing twice', async () => {
    const { actionId } = await waiting();
    await store.actions.decide(actionId, 'approved', 'agent-1', clock.now());
    const actions = actionsOn();
    const died = actions.run(actionId, async () => Promise.reject(new Error('the process died')));
    await expect(died).rejects.toThrow('the process died');
    const before = clock.now();
    expect(await store.actions.stuck(before, before, 10)).not.toContain(actionId);
    clock.advance(61_000);
    expect(await store.actions.stuck(clock.now(), before, 10)).toContain(actionId);
    await actions.run(actionId, async () => undefined);
    expect(await store.customerNotes.of(conversationId)).toEqual(['On the Team plan']);
  });

  it('denied is never done, and the model hears that', async () => {
    const { actionId } = await waiting();
    await store.actions.decide(actionId, 'denied', 'agent-1', clock.now());
    await store.actions.decide(actionId, 'approved', 'agent-2', clock.now());
    await actionsOn().run(actionId, async () => undefined);
    expect(await store.customerNotes.of(conversationId)).toEqual([]);
    const own = { customer: { id: conversationId, name: 'A' }, speaker: conversationId };
    expect(await call('update_customer_note', note, own)).toMatchObject({
      done: false,
      text: expect.stringContaining('declined'),
    });
  });
});
