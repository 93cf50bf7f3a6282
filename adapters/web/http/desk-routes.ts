import { Hono } from 'hono';
import { cardThread, DESK_CHANNEL, idFrom, isDesk, postRef } from '../places.ts';
import type { Post, Writer } from '../records/posts.ts';
import { postView } from '../text/post-view.ts';
import { removePost, type Workspace } from '../workspace.ts';
import { HttpProblem } from './fail.ts';
import { filesOf } from './file-routes.ts';
import { handIn } from './hand-in.ts';
import { changedPost, ownPost } from './own-post.ts';
import { readJson, readQuery } from './read-json.ts';
import { deskAction, deskDeletion, deskEdit, deskMessage, ofCard, ofDesk } from './requests.ts';

/** Ended cards that are listed; older ones are history. */
const ENDED_SHOWN = 100;

/** What the desk's side of the page asks for and sends. */
export function deskRoutes(workspace: Workspace): Hono {
  const { posts, feeds, clock, noteMark, deskMessages } = workspace;
  const { platform, workspace: place } = DESK_CHANNEL;
  const app = new Hono();

  app.get('/', async (context) => {
    const { agent } = readQuery(context, ofDesk);
    const cursor = await feeds.end(DESK_CHANNEL.channel);
    const found = (await posts.inThread(DESK_CHANNEL)).filter((post) => mayAgentSee(post, agent));
    const ended = new Set(found.filter(hasEnded).slice(0, -ENDED_SHOWN));
    const shown = found.filter((post) => !post.removed && !ended.has(post));
    const cards = shown.map((post) => postView(post, noteMark()));
    return context.json({ cursor, noteMark: noteMark(), deskMessages: deskMessages(), cards });
  });

  app.get('/thread', async (context) => {
    const { agent, card } = readQuery(context, ofCard);
    const found = await posts.inThread(cardThread(card));
    const shown = found.filter((post) => mayAgentSee(post, agent));
    return context.json({ posts: shown.map((post) => postView(post, noteMark())) });
  });

  app.post('/messages', async (context) => {
    const { agent, card, text, ...request } = await readJson(context, deskMessage);
    const cardPost = await posts.get(card);
    if (!cardPost || !isDesk(cardPost.thread)) throw new HttpProblem(404, 'There is no such card');
    const thread = cardThread(card);
    const writer: Writer = { kind: 'agent', ...agent };
    const id = idFrom('message', agent.id, card, request.id);
    const attached = await filesOf(workspace, id, request.files);
    const post = await posts.add({
      id,
      thread,
      writer,
      content: { kind: 'text', text, ...attached },
      pending: true,
      requestId: request.id,
    });
    await handIn(workspace, {
      platform,
      workspace: place,
      kind: 'desk.message',
      id: `message.${id}`,
      at: new Date(post.order).toISOString(),
      thread,
      post: postRef(thread, id),
      author: agent,
      text: post.content.kind === 'text' ? post.content.text : text,
      files: attached.files ?? [],
    });
    const sent = post.pending ? ((await posts.change(id, { pending: false })) ?? post) : post;
    return context.json({ post: postView(sent, noteMark()) });
  });

  app.post('/edits', async (context) => {
    const { agent, text, ...request } = await readJson(context, deskEdit);
    const post = await ownPost(workspace, request.post, { writer: agent.id });
    await handIn(workspace, {
      ...changedPost(post),
      kind: 'desk.edited',
      id: `edit.${idFrom(agent.id, request.id)}`,
      at: clock.now().toISOString(),
      author: agent,
      text,
    });
    return context.json({ post: postView(await posts.edit(post, text), noteMark()) });
  });

  app.post('/deletions', async (context) => {
    const { agent, ...request } = await readJson(context, deskDeletion);
    const post = await ownPost(workspace, request.post, { writer: agent.id });
    await handIn(workspace, {
      ...changedPost(post),
      kind: 'desk.deleted',
      id: `deletion.${post.id}`,
      at: clock.now().toISOString(),
    });
    return context.json({ post: postView(await removePost(workspace, post), noteMark()) });
  });

  app.post('/actions', async (context) => {
    const { agent, action, value, ...request } = await readJson(context, deskAction);
    const post = await posts.get(request.post);
    if (!post || !isDesk(post.thread)) throw new HttpProblem(404, 'There is no such post at the desk');
    await handIn(workspace, {
      platform,
      workspace: place,
      kind: 'desk.action',
      id: `action.${idFrom(agent.id, request.id)}`,
      at: clock.now().toISOString(),
      thread: cardThread(post.thread.thread ?? post.id),
      post: postRef(post.thread, post.id),
      author: agent,
      action,
      value,
    });
    await settle(workspace, post, action);
    return context.json({});
  });

  return app;
}

/** A whisper whose question has been answered asks no more. */
async function settle({ posts }: Workspace, { id, only, content }: Post, action: string): Promise<void> {
  if (!only || content.kind !== 'text') return;
  if (content.buttons?.some((button) => button.id === action && button.settles)) {
    await posts.change(id, { content: { ...content, buttons: [] } });
  }
}

/** Everyone at the desk sees everything but whispers to others, and what another is still sending. */
export function mayAgentSee({ thread, only, pending, writer }: Post, agent: string): boolean {
  return isDesk(thread) && (!only || only === agent) && (!pending || writer.id === agent);
}

function hasEnded({ content }: Post): boolean {
  return content.kind === 'card' && content.card.state === 'ended';
}
