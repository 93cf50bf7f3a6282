import { Hono } from 'hono';
import { COMMAND_FORM, type Standing } from '../../../src/channels/command.ts';
import { idFrom, postRef, threadOf } from '../places.ts';
import { listThread, type Workspace } from '../workspace.ts';
import { answerCommand } from './answer-command.ts';
import { HttpProblem } from './fail.ts';
import { handIn } from './hand-in.ts';
import { openForm } from './open-form.ts';
import { readJson } from './read-json.ts';
import { customerAction, customerCommand, customerForm } from './requests.ts';

/** Whoever writes as a customer has a customer's rights, also where the same person could open the desk. */
const CUSTOMER: Standing = { admin: false, groups: [] };

/** What a customer presses, fills in and asks for by a command. */
export function customerAskRoutes(workspace: Workspace): Hono {
  const { posts, clock } = workspace;
  const app = new Hono();

  async function ownPost(customer: string, thread: string, id: string | undefined): Promise<string> {
    const post = id === undefined ? undefined : await posts.get(id);
    if (post && post.thread.channel === customer && post.thread.thread === thread) return post.id;
    throw new HttpProblem(404, 'There is no such post in this thread');
  }

  app.post('/actions', async (context) => {
    const { customer, action, value, ...request } = await readJson(context, customerAction);
    const thread = threadOf(customer.id, request.thread);
    const post = postRef(thread, await ownPost(customer.id, request.thread, request.post));
    const ask = { thread, author: customer, side: 'customer' as const, button: action, value };
    const opened = await openForm(workspace, ask);
    if (opened) return context.json(opened);
    await handIn(workspace, {
      platform: thread.platform,
      workspace: thread.workspace,
      kind: 'customer.action',
      id: `action.${idFrom(customer.id, request.id)}`,
      at: clock.now().toISOString(),
      thread,
      post,
      author: customer,
      action,
      value,
    });
    return context.json({});
  });

  app.post('/forms', async (context) => {
    const { customer, action, value, fields, ...request } = await readJson(context, customerForm);
    const thread = threadOf(customer.id, request.thread);
    if (action === COMMAND_FORM) {
      const asked = { id: request.id, author: customer, thread, words: value, standing: CUSTOMER, fields };
      return context.json(await answerCommand(workspace, asked, { keep: true }));
    }
    const post = postRef(thread, await ownPost(customer.id, request.thread, request.post));
    await handIn(workspace, {
      platform: thread.platform,
      workspace: thread.workspace,
      kind: 'customer.action',
      id: `form.${idFrom(customer.id, request.id, JSON.stringify(fields))}`,
      at: clock.now().toISOString(),
      thread,
      post,
      author: customer,
      action,
      value,
      fields,
    });
    return context.json({});
  });

  app.post('/commands', async (context) => {
    const { customer, text, ...request } = await readJson(context, customerCommand);
    const thread = threadOf(customer.id, request.thread);
    await listThread(workspace, thread, `/baton ${text.trim()}`);
    const asked = { id: request.id, author: customer, thread, words: text, standing: CUSTOMER };
    return context.json(await answerCommand(workspace, asked, { keep: true }));
  });

  return app;
}
