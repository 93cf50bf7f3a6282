import type { AdapterStorage, Intake } from '../../src/channels/adapter.ts';
import type { ThreadRef } from '../../src/channels/refs.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Live } from '../../src/platform/live.ts';
import type { Logger } from '../../src/platform/logger.ts';
import { Feeds } from './records/feeds.ts';
import { Files } from './records/files.ts';
import { type Post, Posts, type Writer } from './records/posts.ts';
import { Presence } from './records/presence.ts';
import { Threads } from './records/threads.ts';
import { Typing } from './typing.ts';

export interface WebDeps {
  storage: AdapterStorage;
  logger: Logger;
  clock: Clock;
  /** Ids that are never given twice. */
  newId(): string;
}

/** What the page says of how to write. */
interface Writing {
  noteMark: Live<string>;
  deskMessages: Live<'send' | 'notes'>;
}

/** What the web workspace keeps, shared by its channel, its desk and its pages. */
export interface Workspace extends WebDeps, Writing {
  feeds: Feeds;
  posts: Posts;
  files: Files;
  threads: Threads;
  presence: Presence;
  typing: Typing;
  /** Set while events can be handed in. */
  intake: Intake | undefined;
}

/** Opens the workspace on its records; nothing is read yet. */
export function openWorkspace(deps: WebDeps, writing: Writing): Workspace {
  const feeds = new Feeds(deps);
  const posts = new Posts({ ...deps, feeds });
  return {
    ...deps,
    ...writing,
    feeds,
    posts,
    files: new Files(deps),
    threads: new Threads(deps),
    presence: new Presence(deps),
    typing: new Typing(),
    intake: undefined,
  };
}

/** Takes a post away, with the files that are kept for it. `writer`: what is kept of its writer. */
export async function removePost(
  { posts, files }: Workspace,
  post: Post,
  writer: Writer = post.writer,
): Promise<Post> {
  const held = post.content.kind === 'text' ? (post.content.files ?? []) : [];
  for (const { platform, id } of held) if (platform === post.thread.platform) await files.forget(id, post.id);
  return posts.remove(post, writer);
}

/** Makes sure that a customer's thread is listed, whoever posts in it first. */
export async function listThread(workspace: Workspace, thread: ThreadRef, text: string): Promise<void> {
  if (thread.thread !== null) await workspace.threads.begin(thread.channel, thread.thread, text);
}
