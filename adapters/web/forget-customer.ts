import { threadOf } from './places.ts';
import type { Post } from './records/posts.ts';
import { removePost, type Workspace } from './workspace.ts';

/**
 * Takes away all that stands in a customer's threads up to a moment (ISO 8601), with its files, their name and the titles
 * of their questions; whoever looks sees it go. Safe to repeat. Copies at the desk are taken away by whoever posted them.
 */
export async function forgetCustomer(workspace: Workspace, customerId: string, upTo: string): Promise<void> {
  const { posts, threads } = workspace;
  const last = Date.parse(upTo);
  for (const thread of await threads.of(customerId)) {
    if (Date.parse(thread.at) > last) continue;
    // The title goes first: the page asks for it again when it is told of the posts.
    await threads.untitle(customerId, thread);
    for (const post of await posts.inThread(threadOf(customerId, thread.id)))
      if (saidBy(post, last)) await forgetPost(workspace, post);
  }
}

/** What is posted in the very moment of the wish is the answer to it. */
function saidBy({ writer, order }: Post, last: number): boolean {
  return writer.kind === 'customer' ? order <= last : order < last;
}

async function forgetPost(workspace: Workspace, post: Post): Promise<void> {
  const { writer, removed } = post;
  const nameless = writer.kind === 'customer' ? { ...writer, name: '' } : writer;
  if (removed && writer.name === nameless.name) await workspace.posts.settle(post.id);
  else await removePost(workspace, post, nameless);
}
