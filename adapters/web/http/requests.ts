import { z } from 'zod';
import { AGENT_PREFIX, CUSTOMER_PREFIX } from '../places.ts';

const NAME_LIMIT = 80;
/** Characters of one message; the body limit is in bytes, and holds this many of any script. */
const TEXT_LIMIT = 60_000;

/** Ids are made by the page, so that a repeated request is known for what it is. */
const id = z.string().regex(/^[A-Za-z0-9-]{8,64}$/, 'must be 8 to 64 letters, digits or hyphens');
export const postId = z.string().regex(/^[0-9a-f]{32}$/, 'must be the id of a post');
const personId = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}[A-Za-z0-9-]{1,64}$`), `must begin with ${prefix}`);
const person = (prefix: string) =>
  z.object({ id: personId(prefix), name: z.string().trim().min(1).max(NAME_LIMIT) });
const text = z
  .string()
  .max(TEXT_LIMIT)
  .refine((value) => value.trim() !== '', 'must not be empty');
const files = z.array(postId).max(10).default([]);
const said = { text: z.string().max(TEXT_LIMIT), files };
const saysSomething = (message: { text: string; files: string[] }) =>
  message.text.trim() !== '' || message.files.length > 0;
const NOTHING_SAID = { message: 'must not be empty', path: ['text'] };
const customer = person(CUSTOMER_PREFIX);
const agent = person(AGENT_PREFIX);
const action = z.string().min(1).max(200);
const value = z.string().max(2_000);
const MOST_FIELDS = 20;
const fields = z
  .record(z.string().max(300), z.string().max(10_000))
  .refine((filled) => Object.keys(filled).length <= MOST_FIELDS, 'are too many');
/** After `/baton`; none asks for help. */
const words = z.string().max(4_000);

export const customerMessage = z
  .object({ customer, thread: id, id, ...said })
  .refine(saysSomething, NOTHING_SAID);
export const customerEdit = z.object({ customer, thread: id, post: postId, id, text });
export const customerDeletion = z.object({ customer, thread: id, post: postId, id });
export const customerAction = z.object({ customer, thread: id, post: postId, action, value, id });
export const customerForm = z.object({
  ...{ customer, thread: id, post: postId.optional(), action, value, fields, id },
});
export const customerCommand = z.object({ customer, thread: id, id, text: words });
export const deskMessage = z.object({ agent, card: postId, id, ...said }).refine(saysSomething, NOTHING_SAID);
export const deskEdit = z.object({ agent, post: postId, id, text });
export const deskDeletion = z.object({ agent, post: postId, id });
export const deskAction = z.object({ agent, post: postId, action, value, id });
export const deskForm = z.object({
  ...{ agent, card: postId.optional(), post: postId.optional(), action, value, fields, id },
});
export const deskCommand = z.object({ agent, card: postId.optional(), id, text: words });

const customerId = personId(CUSTOMER_PREFIX);
const agentId = personId(AGENT_PREFIX);
export const ofCustomer = z.object({ customer: customerId });
export const ofCustomerThread = z.object({ customer: customerId, thread: id });
export const ofDesk = z.object({ agent: agentId });
export const ofCompletion = z.object({ agent: agentId, words });
export const ofCard = z.object({ agent: agentId, card: postId });

/** Who listens; either or both sides of the page, and the changes already known to it, as `customer.desk`. */
export const ofStream = z.object({
  customer: customerId.optional(),
  agent: agentId.optional(),
  after: z
    .string()
    .regex(/^\d{1,15}\.\d{1,15}$/)
    .optional(),
});
