import { z } from 'zod';
import type { InboundEvent } from '../channels/events.ts';

const ID_LIMIT = 300;
const id = z.string().min(1).max(ID_LIMIT);
const name = z.string().max(500);
const thread = z.object({ platform: id, workspace: id, channel: id, thread: id.nullable() });
const post = thread.extend({ id });
const person = z.object({ id, name, avatarUrl: z.string().max(4_000).optional(), workspace: id.optional() });
const file = z.object({
  platform: id,
  id,
  name,
  mediaType: name,
  size: z.number().nonnegative(),
  url: z.string().max(4_000).optional(),
});
const envelope = { id: z.string().min(1).max(200), platform: id, workspace: id, at: z.iso.datetime() };
const text = z.string();
const fields = z.record(name, z.string().max(10_000)).optional();

const schema = z.discriminatedUnion('kind', [
  z.object({
    ...envelope,
    kind: z.literal('customer.message'),
    thread,
    post,
    author: person,
    text,
    files: z.array(file).max(50),
    via: z.enum(['mention', 'dm', 'support_channel', 'shortcut', 'thread']),
    permalink: z.string().max(4_000).optional(),
    area: name.optional(),
  }),
  z.object({ ...envelope, kind: z.literal('customer.edited'), thread, post, author: person, text }),
  z.object({ ...envelope, kind: z.literal('customer.deleted'), thread, post }),
  z.object({
    ...envelope,
    kind: z.literal('customer.action'),
    thread,
    post,
    author: person,
    action: name,
    value: z.string().max(4_000),
    fields,
  }),
  z.object({
    ...envelope,
    kind: z.literal('customer.command'),
    thread,
    channel: id,
    author: person,
    command: name,
    args: text,
  }),
  z.object({
    ...envelope,
    kind: z.literal('desk.message'),
    thread,
    post,
    author: person,
    text,
    files: z.array(file).max(50),
  }),
  z.object({ ...envelope, kind: z.literal('desk.edited'), thread, post, author: person, text }),
  z.object({ ...envelope, kind: z.literal('desk.deleted'), thread, post }),
  z.object({
    ...envelope,
    kind: z.literal('desk.action'),
    thread,
    post,
    author: person,
    action: name,
    value: z.string().max(4_000),
    fields,
  }),
]);

/** NUL and the other control characters carry no meaning in a message, and some stores and terminals choke on them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters to take out.
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

/** A well-formed event, or why it is none. Text is freed of control characters and cut at `textLimit` characters. */
export function checkEvent(event: unknown, textLimit: number): { event: InboundEvent } | { problem: string } {
  const parsed = schema.safeParse(event);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { problem: `${issue?.path.join('.') || 'event'}: ${issue?.message ?? 'malformed'}` };
  }
  // zod gives optional keys as possibly undefined; JSON has no undefined, so absent is what they are.
  const checked = JSON.parse(JSON.stringify(parsed.data)) as InboundEvent;
  if (!('text' in checked)) return { event: checked };
  const clean = checked.text.replace(CONTROL, '').toWellFormed();
  if (clean.length <= textLimit) return { event: { ...checked, text: clean } };
  const text = clean.slice(0, textLimit);
  return {
    event:
      checked.kind === 'customer.message' ? { ...checked, text, cutAt: textLimit } : { ...checked, text },
  };
}
