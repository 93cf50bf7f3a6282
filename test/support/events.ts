import type {
  CustomerActionEvent,
  CustomerCommandEvent,
  CustomerDeletedEvent,
  CustomerEditedEvent,
  CustomerMessageEvent,
  DeskActionEvent,
  DeskDeletedEvent,
  DeskEditedEvent,
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

/** An edit of a message that was made here. */
export function customerEdited(
  { id, thread, post, author, platform, workspace }: CustomerMessageEvent,
  text: string,
  change: Partial<CustomerEditedEvent> = {},
): CustomerEditedEvent {
  const changed = { id: `${nextId()}-of-${id}`, at: nextAt(), platform, workspace, thread, post };
  return { kind: 'customer.edited', ...changed, author, text, ...change };
}

export function customerDeleted(of: CustomerMessageEvent): CustomerDeletedEvent {
  const { author: _, text: __, ...rest } = customerEdited(of, '');
  return { ...rest, kind: 'customer.deleted' };
}

export function deskEdited(
  of: DeskMessageEvent,
  text: string,
  change: Partial<DeskEditedEvent> = {},
): DeskEditedEvent {
  const { id, thread, post, author, platform, workspace } = of;
  const changed = { id: `${nextId()}-of-${id}`, at: nextAt(), platform, workspace, thread, post };
  return { kind: 'desk.edited', ...changed, author, text, ...change };
}

export function deskDeleted(of: DeskMessageEvent): DeskDeletedEvent {
  const { author: _, text: __, ...rest } = deskEdited(of, '');
  return { ...rest, kind: 'desk.deleted' };
}
