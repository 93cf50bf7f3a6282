import type {
  CustomerActionEvent,
  CustomerCommandEvent,
  CustomerMessageEvent,
  DeskActionEvent,
  DeskMessageEvent,
} from '../../src/channels/events.ts';
import type { Person, ThreadRef } from '../../src/channels/refs.ts';

/** Factories for inbound events: a test names only what matters to it. */
export const customer: Person = { id: 'cust-1', name: 'First customer' };
export const agent: Person = { id: 'agent-1', name: 'First agent' };
export const otherAgent: Person = { id: 'agent-2', name: 'Second agent' };

export const customerThread: ThreadRef = {
  platform: 'loop',
  workspace: 'test',
  channel: 'help',
  thread: 't1',
};

let count = 0;
const nextId = () => {
  count += 1;
  return `ev-${count}`;
};
/** Times of events made here ascend, so that their order is the order of their making. */
const START = Date.parse('2026-01-05T10:00:00.000Z');
const nextAt = () => new Date(START + count * 1_000).toISOString();

export function customerMessage(
  text: string,
  change: Partial<CustomerMessageEvent> & { thread?: ThreadRef } = {},
): CustomerMessageEvent {
  const id = nextId();
  const thread = change.thread ?? customerThread;
  return {
    kind: 'customer.message',
    id,
    platform: thread.platform,
    workspace: thread.workspace,
    at: nextAt(),
    thread,
    post: { ...thread, id: `in-${id}` },
    author: customer,
    text,
    files: [],
    via: 'mention',
    ...change,
  };
}

export function customerAction(
  action: string,
  value: string,
  change: Partial<CustomerActionEvent> = {},
): CustomerActionEvent {
  const { text: _, files: __, via: ___, ...base } = customerMessage('');
  return { ...base, kind: 'customer.action', action, value, ...change };
}

export function customerCommand(
  command: string,
  args = '',
  change: Partial<CustomerCommandEvent> = {},
): CustomerCommandEvent {
  const { text: _, files: __, via: ___, post: ____, ...base } = customerMessage('');
  return { ...base, kind: 'customer.command', channel: base.thread.channel, command, args, ...change };
}

export function deskMessage(
  thread: ThreadRef,
  text: string,
  change: Partial<DeskMessageEvent> = {},
): DeskMessageEvent {
  const { via: _, ...base } = customerMessage(text, { thread, author: agent });
  return { ...base, kind: 'desk.message', ...change };
}

export function deskAction(
  thread: ThreadRef,
  action: string,
  value: string,
  change: Partial<DeskActionEvent> = {},
): DeskActionEvent {
  const { text: _, files: __, via: ___, ...base } = customerMessage('', { thread, author: agent });
  return { ...base, kind: 'desk.action', action, value, ...change };
}
