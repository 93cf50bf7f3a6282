import type { PostRef, ThreadRef } from '../../../src/channels/refs.ts';
import { postRef } from '../places.ts';
import type { Post } from '../records/posts.ts';
import type { Workspace } from '../workspace.ts';
import { HttpProblem } from './fail.ts';

/** A message that its writer may change: theirs, arrived, and still there. Throws for any other. */
export async function ownPost(
  { posts }: Workspace,
  id: string,
  { writer, thread }: { writer: string; thread?: ThreadRef },
): Promise<Post> {
  const post = await posts.get(id);
  const theirs = post?.writer.id === writer && post.content.kind === 'text' && !post.pending;
  const here =
    thread === undefined || (post?.thread.channel === thread.channel && post.thread.thread === thread.thread);
  if (!post || !theirs || !here) throw new HttpProblem(404, 'There is no such message of yours');
  if (post.removed) throw new HttpProblem(409, 'The message was deleted already');
  return post;
}

/** Who changed which message, for the event. */
export function changedPost({ thread, id }: Post): {
  platform: string;
  workspace: string;
  thread: ThreadRef;
  post: PostRef;
} {
  return { platform: thread.platform, workspace: thread.workspace, thread, post: postRef(thread, id) };
}
