import { createHash } from 'node:crypto';
import type { ActionDoneEvent } from '../../conversation/facts.ts';
import type { Clock } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ActionRecord } from '../../store/actions.ts';
import type { Store } from '../../store/store.ts';
import type { ActionTools } from '../model/action-tools.ts';
import { argumentsOf } from '../model/tools.ts';
import type { ReplyRequest } from '../responder.ts';
import type { Action } from './action.ts';

export interface ActionsDeps {
  actions: readonly Action[];
  store: Pick<Store, 'actions'>;
  clock: Clock;
  logger: Logger;
}

export interface Actions {
  /** As the model may call them. */
  tools: ActionTools;
  /**
   * Does one that was approved, wherever it was left, and hands in what came of it; safe to call at any time. It is done
   * only once that is handed in: after a crash it is done again, under the same key.
   */
  run(id: string, handIn: (conversationId: string, event: ActionDoneEvent) => Promise<void>): Promise<void>;
}

/** How long one may run before another process takes it up, milliseconds. */
const LEASE_MS = 60_000;

/** Does what the assistant may do, once each, and keeps the audit log. */
export function createActions({ actions, store, clock, logger }: ActionsDeps): Actions {
  const byName = new Map(actions.map((action) => [action.name, action]));

  async function perform(record: ActionRecord): Promise<ActionRecord & { state: 'done' | 'failed' }> {
    const { _id, name, params, conversationId, customer } = record;
    const context = { idempotencyKey: _id, conversationId, customer, dryRun: false };
    let state: 'done' | 'failed' = 'done';
    let result: string;
    try {
      const action = byName.get(name);
      if (!action) throw new Error(`there is no action named ${name}`);
      result = await action.run(action.parameters.parse(params), context);
    } catch (error) {
      logger.error({ error, action: name, conversation: conversationId }, 'an action could not be done');
      [state, result] = ['failed', messageOf(error)];
    }
    return { ...record, state, result };
  }

  async function take(id: string, { again = false } = {}): Promise<ActionRecord | null> {
    const now = clock.now();
    return store.actions.take(id, now, new Date(now.getTime() + LEASE_MS), again);
  }

  async function finished(record: Awaited<ReturnType<typeof perform>>): Promise<ActionRecord> {
    await store.actions.finish(record._id, record.state, record.result, clock.now());
    return record;
  }

  /** Words for the model; or that it must be approved first. */
  async function call(action: Action, params: Record<string, unknown>, request: ReplyRequest) {
    const { conversationId, customer, speaker } = request;
    const refused = (text: string) => ({ text, done: false });
    if (action.who === 'opener' && speaker !== customer.id) {
      return refused('Only the person who opened the conversation may have this done.');
    }
    const id = keyOf(conversationId, action.name, params);
    const known = await store.actions.get(id);
    if (!known && (await store.actions.countOf(conversationId, action.name)) >= action.limit) {
      return refused('This has been done as often as it may be in one conversation. Call hand_over.');
    }
    const summary = action.describe(params);
    const waits = action.needsApproval(params);
    const now = clock.now();
    const begun =
      known ?? (await store.actions.begin(newRecord(id, action, params, request, waits, summary, now)));
    if (begun.state === 'waiting') return { reply: approvalOf(begun) };
    const taken = await take(id, { again: true });
    const record = taken ? await finished(await perform(taken)) : begun;
    if (record.state === 'done') return { text: record.result, done: true };
    if (record.state === 'denied') return refused('The team has declined this. Say that it is not possible.');
    return refused(
      `It could not be done: ${record.result || 'it is being done at this moment'}. Call hand_over.`,
    );
  }

  return {
    tools: {
      tools: actions.map(({ name, description, parameters }) => ({ name, description, parameters })),
      async use(called, request) {
        const action = byName.get(called.name);
        if (!action) return { text: `There is no tool named ${called.name.slice(0, 60)}.`, done: false };
        const given = argumentsOf(called, action.parameters);
        return given.ok ? call(action, given.value, request) : { text: given.problem, done: false };
      },
    },
    async run(id, handIn) {
      const taken = await take(id);
      if (!taken) return;
      const record = await perform(taken);
      const at = clock.now().toISOString();
      const ok = record.state === 'done';
      const event = {
        kind: 'action.done' as const,
        id: `action:${id}`,
        at,
        actionId: id,
        ok,
        text: record.result,
      };
      await handIn(record.conversationId, event);
      await finished(record);
    },
  };
}

function newRecord(
  id: string,
  action: Action,
  params: Record<string, unknown>,
  { conversationId, customer }: ReplyRequest,
  waits: boolean,
  summary: string,
  now: Date,
): ActionRecord {
  return {
    _id: id,
    name: action.name,
    params,
    summary,
    conversationId,
    customer,
    state: waits ? 'waiting' : 'approved',
    result: '',
    decidedBy: null,
    createdAt: now,
    changedAt: now,
    leaseUntil: null,
  };
}

function approvalOf({ _id, summary }: ActionRecord) {
  const approval = { actionId: _id, summary };
  return { kind: 'abstain' as const, reason: 'approval' as const, considered: [], confidence: 0, approval };
}

/** The same action with the same parameters in one conversation is one, whenever and however often it is called. */
function keyOf(conversationId: string, name: string, params: Record<string, unknown>): string {
  const sorted = JSON.stringify(params, Object.keys(params).sort());
  return createHash('sha256').update(`${conversationId}|${name}|${sorted}`).digest('base64url').slice(0, 32);
}
