import { Hono } from 'hono';
import { COMMAND_FORM, type Standing } from '../../../src/channels/command.ts';
import { formButton } from '../../../src/channels/form.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import { cardThread, DESK_CHANNEL, idFrom, isDesk, postRef } from '../places.ts';
import type { Post } from '../records/posts.ts';
import type { Workspace } from '../workspace.ts';
import { answerCommand } from './answer-command.ts';
import { HttpProblem } from './fail.ts';
import { handIn } from './hand-in.ts';
import { openForm } from './open-form.ts';
import { readJson, readQuery } from './read-json.ts';
import { deskAction, deskCommand, deskForm, ofCompletion } from './requests.ts';

/** Whoever can open the desk runs Baton: on their own machine, or with the token. See docs/web.md. */
const ADMIN: Standing = { admin: true, groups: [] };

/** What an agent presses, fills in and asks for by a command. */
export function deskAskRoutes(workspace: Workspace): Hono {
  const { posts, clock } = workspace;
  const { platform, workspace: place } = DESK_CHANNEL;
  const app = new Hono();

  async function deskPost(id: string | undefined): Promise<Post> {
    const post = id === undefined ? undefined : await posts.get(id);
    if (post && isDesk(post.thread)) return post;
    throw new HttpProblem(404, 'There is no such post at the desk');
  }

  app.post('/actions', async (context) => {
    const { agent, action, value, ...request } = await readJson(context, deskAction);
    const post = await deskPost(request.post);
    const thread = threadUnder(post);
    const ask = { thread, author: agent, side: 'desk' as const, button: action, value };
    const opened = await openForm(workspace, ask);
    if (opened) return context.json(opened);
    await handIn(workspace, {
      platform,
      workspace: place,
      kind: 'desk.action',
      id: `action.${idFrom(agent.id, request.id)}`,
      at: clock.now().toISOString(),
      thread,
      post: postRef(post.thread, post.id),
      author: agent,
      action,
      value,
    });
    await settle(workspace, post, action);
    return context.json({});
  });

  app.post('/forms', async (context) => {
    const { agent, action, value, fields, ...request } = await readJson(context, deskForm);
    if (action === COMMAND_FORM) {
      const thread = request.post ? threadUnder(await deskPost(request.post)) : talkOf(request.card);
      const asked = { id: request.id, author: agent, thread, words: value, standing: ADMIN, fields };
      return context.json(await answerCommand(workspace, asked, { keep: false }));
    }
    const post = await deskPost(request.post);
    await handIn(workspace, {
      platform,
      workspace: place,
      kind: 'desk.action',
      id: `form.${idFrom(agent.id, request.id, JSON.stringify(fields))}`,
      at: clock.now().toISOString(),
      thread: threadUnder(post),
      post: postRef(post.thread, post.id),
      author: agent,
      action,
      value,
      fields,
    });
    await settle(workspace, post, formButton(action));
    return context.json({});
  });

  app.post('/commands', async (context) => {
    const { agent, card, text, id } = await readJson(context, deskCommand);
    const asked = { id, author: agent, thread: talkOf(card), words: text, standing: ADMIN };
    return context.json(await answerCommand(workspace, asked, { keep: false }));
  });

  app.get('/completions', async (context) => {
    const { agent, words } = readQuery(context, ofCompletion);
    const ask = { platform, workspace: place, author: { id: agent }, standing: ADMIN, words };
    return context.json({ completions: (await workspace.intake?.complete(ask)) ?? [] });
  });

  return app;
}

/** The thread of a card; what stands in it belongs to the same. */
function threadUnder({ thread, id }: Post): ThreadRef {
  return cardThread(thread.thread ?? id);
}

/** Where a command was typed: with a card open it is about that card's case. */
function talkOf(card: string | undefined): ThreadRef {
  return card === undefined ? DESK_CHANNEL : cardThread(card);
}

/** A whisper whose question has been answered asks no more. */
async function settle({ posts }: Workspace, { id, only, content }: Post, action: string): Promise<void> {
  if (!only || content.kind !== 'text') return;
  if (content.buttons?.some((button) => button.id === action && button.settles)) {
    await posts.change(id, { content: { ...content, buttons: [] } });
  }
}
