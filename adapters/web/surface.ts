import type { LoadedFile, Surface } from '../../src/channels/adapter.ts';
import type { Content } from '../../src/channels/content.ts';
import type { FileRef } from '../../src/channels/refs.ts';
import { BatonError } from '../../src/platform/errors.ts';
import { DESK_CHANNEL, idFrom, isDesk, postRef } from './places.ts';
import { FILE_LIMIT } from './records/files.ts';
import type { Writer } from './records/posts.ts';
import { splitContent } from './text/split-content.ts';
import { listThread, removePost, type Workspace } from './workspace.ts';

const BATON: Writer = { kind: 'baton', id: '', name: '' };

/** Posting in the web workspace, to customers and at the desk alike. */
export function createSurface(workspace: Workspace): Surface {
  const { posts, newId } = workspace;
  return {
    platform: DESK_CHANNEL.platform,
    fileLimit: FILE_LIMIT,

    split: splitContent,

    async post(thread, content, { key, files = [] }) {
      // A customer's first post can be ours: a command opens a thread without a message.
      if (!isDesk(thread)) await listThread(workspace, thread, content.kind === 'text' ? content.text : '');
      const id = idOf(thread.channel, thread.thread, key);
      await posts.add({ id, thread, writer: BATON, content: await kept(content, files, id) });
      return postRef(thread, id);
    },

    async update(post, content) {
      const before = (await posts.get(post.id))?.content;
      const files = before?.kind === 'text' && before.files ? { files: before.files } : {};
      const next = content.kind === 'text' ? { ...content, ...files } : content;
      if (await posts.change(post.id, { content: next })) return;
      throw new BatonError(
        'delivery.permanent',
        'The post to be changed does not exist in the web workspace',
      );
    },

    async remove(post) {
      const known = await posts.get(post.id);
      if (known) await removePost(workspace, known);
    },

    async whisper(thread, personId, content) {
      await posts.add({ id: idFrom('whisper', newId()), thread, writer: BATON, content, only: personId });
    },

    async findPosted(thread, key) {
      const id = idOf(thread.channel, thread.thread, key);
      return (await posts.settle(id)) ? postRef(thread, id) : undefined;
    },

    async readFile({ id }, { maxBytes }) {
      const found = await workspace.files.read(id);
      if (found && found.bytes.byteLength <= maxBytes) return found.bytes;
      throw new BatonError('file.unreadable', found ? 'The file is too large' : 'There is no such file');
    },
  };

  /** The content with its files as ours, as far as they were read. */
  async function kept(content: Content, loaded: readonly LoadedFile[], postId: string): Promise<Content> {
    if (content.kind !== 'text' || loaded.length === 0) return content;
    const files: FileRef[] = [];
    for (const file of content.files ?? []) {
      const bytes = loaded.find(({ platform, id }) => platform === file.platform && id === file.id)?.bytes;
      const id = idFrom('file', postId, file.platform, file.id);
      files.push(bytes ? await workspace.files.keep(id, postId, file, bytes) : file);
    }
    return { ...content, files };
  }
}

/** The same key in the same thread is the same post. */
function idOf(channel: string, thread: string | null, key: string): string {
  return idFrom('post', channel, thread ?? '', key);
}
