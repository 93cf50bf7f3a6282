import type { Surface } from '../../src/channels/adapter.ts';
import { BatonError } from '../../src/platform/errors.ts';
import { DESK_CHANNEL, idFrom, isDesk, postRef } from './places.ts';
import type { Writer } from './records/posts.ts';
import { splitContent } from './text/split-content.ts';
import { listThread, type Workspace } from './workspace.ts';

const BATON: Writer = { kind: 'baton', id: '', name: '' };

/** Posting in the web workspace, to customers and at the desk alike. */
export function createSurface(workspace: Workspace): Surface {
  const { posts, newId } = workspace;
  return {
    platform: DESK_CHANNEL.platform,

    split: splitContent,

    async post(thread, content, { key }) {
      // A customer's first post can be ours: a command opens a thread without a message.
      if (!isDesk(thread)) await listThread(workspace, thread, content.kind === 'text' ? content.text : '');
      const id = idOf(thread.channel, thread.thread, key);
      await posts.add({ id, thread, writer: BATON, content });
      return postRef(thread, id);
    },

    async update(post, content) {
      if (await posts.change(post.id, { content })) return;
      throw new BatonError(
        'delivery.permanent',
        'The post to be changed does not exist in the web workspace',
      );
    },

    async remove(post) {
      await posts.change(post.id, { content: { kind: 'text', text: '' }, removed: true });
    },

    async whisper(thread, personId, content) {
      await posts.add({ id: idFrom('whisper', newId()), thread, writer: BATON, content, only: personId });
    },

    async findPosted(thread, key) {
      const id = idOf(thread.channel, thread.thread, key);
      return (await posts.settle(id)) ? postRef(thread, id) : undefined;
    },
  };
}

/** The same key in the same thread is the same post. */
function idOf(channel: string, thread: string | null, key: string): string {
  return idFrom('post', channel, thread ?? '', key);
}
