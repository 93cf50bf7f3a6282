import { Hono } from 'hono';
import { CUSTOMER_PREFIX, idFrom, postRef, threadOf } from '../places.ts';
import type { Post, Writer } from '../records/posts.ts';
import { postView } from '../text/post-view.ts';
import { listThread, removePost, type Workspace } from '../workspace.ts';
import { customerAskRoutes } from './customer-ask-routes.ts';
import { filesOf } from './file-routes.ts';
import { handIn } from './hand-in.ts';
import { changedPost, ownPost } from './own-post.ts';
import { readJson, readQuery } from './read-json.ts';
import { customerDeletion, customerEdit, customerMessage, ofCustomer, ofCustomerThread } from './requests.ts';

/** What the customer's side of the page asks for and sends. */
export function customerRoutes(workspace: Workspace): Hono {
  const { posts, threads, feeds, clock } = workspace;
  const app = new Hono();

  app.get('/', async (context) => {
    const { customer } = readQuery(context, ofCustomer);
    // The number is read first: a change between the two is then told once more, not lost.
    const cursor = await feeds.end(customer);
    return context.json({ cursor, threads: await threads.of(customer) });
  });

  app.get('/thread', async (context) => {
    const { customer, thread } = readQuery(context, ofCustomerThread);
    const found = await posts.inThread(threadOf(customer, thread));
    const shown = found.filter((post) => mayCustomerSee(post, customer));
    return context.json({ posts: shown.map((post) => postView(post, workspace.noteMark())) });
  });

  app.post('/messages', async (context) => {
    const { customer, text, ...request } = await readJson(context, customerMessage);
    const thread = threadOf(customer.id, request.thread);
    const writer: Writer = { kind: 'customer', ...customer };
    const id = idFrom('message', customer.id, request.thread, request.id);
    const attached = await filesOf(workspace, id, request.files);
    await listThread(workspace, thread, text.trim() || (attached.files?.[0]?.name ?? ''));
    const content = { kind: 'text' as const, text, ...attached };
    const post = await posts.add({ id, thread, writer, content, pending: true, requestId: request.id });
    // Sent again after it was taken away.
    if (post.removed) return context.json({ post: postView(post, workspace.noteMark()) });
    await handIn(workspace, {
      ...threadOrigin(thread),
      kind: 'customer.message',
      id: `message.${id}`,
      at: new Date(post.order).toISOString(),
      thread,
      post: postRef(thread, id),
      author: customer,
      text: post.content.kind === 'text' ? post.content.text : text,
      files: attached.files ?? [],
      via: 'dm',
    });
    const sent = post.pending ? ((await posts.change(id, { pending: false })) ?? post) : post;
    return context.json({ post: postView(sent, workspace.noteMark()) });
  });

  app.post('/edits', async (context) => {
    const { customer, text, ...request } = await readJson(context, customerEdit);
    const thread = threadOf(customer.id, request.thread);
    const post = await ownPost(workspace, request.post, { writer: customer.id, thread });
    await handIn(workspace, {
      ...changedPost(post),
      kind: 'customer.edited',
      id: `edit.${idFrom(customer.id, request.id)}`,
      at: clock.now().toISOString(),
      author: customer,
      text,
    });
    return context.json({ post: postView(await posts.edit(post, text), workspace.noteMark()) });
  });

  app.post('/deletions', async (context) => {
    const { customer, ...request } = await readJson(context, customerDeletion);
    const thread = threadOf(customer.id, request.thread);
    const post = await ownPost(workspace, request.post, { writer: customer.id, thread });
    await handIn(workspace, {
      ...changedPost(post),
      kind: 'customer.deleted',
      id: `deletion.${post.id}`,
      at: clock.now().toISOString(),
    });
    return context.json({ post: postView(await removePost(workspace, post), workspace.noteMark()) });
  });

  app.route('/', customerAskRoutes(workspace));

  return app;
}

/** Whispers are for one person; everything else in their thread is the customer's. */
export function mayCustomerSee({ thread, only }: Post, customer: string): boolean {
  return customer.startsWith(CUSTOMER_PREFIX) && thread.channel === customer && (!only || only === customer);
}

function threadOrigin({ platform, workspace }: { platform: string; workspace: string }) {
  return { platform, workspace };
}
