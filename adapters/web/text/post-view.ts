import type { Button, Card } from '../../../src/channels/content.ts';
import type { FileRef } from '../../../src/channels/refs.ts';
import { DESK_CHANNEL, isDesk } from '../places.ts';
import type { Post, PostMark } from '../records/posts.ts';
import { isPicture } from './pictures.ts';
import { type TreeNode, toTree } from './to-tree.ts';

/** What the page is told of a post; everything it shows, and nothing to be parsed. */
interface PostView {
  id: string;
  place: 'customer' | 'desk';
  /** The thread; null for a card. */
  thread: string | null;
  order: number;
  revision: number;
  at: string;
  removed: boolean;
  writer: { kind: 'assistant' | 'customer' | 'agent' | 'other'; id: string; name: string };
  tone: 'message' | 'note' | 'system';
  /** For the viewer's eyes only. */
  whisper: boolean;
  /** The viewer's message that has not arrived. */
  pending: boolean;
  /** The page's own id of a message that it sent. */
  requestId?: string;
  /** What a person wrote, as they typed it: to send it again, or to edit it. */
  typed?: string;
  generated: boolean;
  /** Names of those who are to notice it. */
  mentions: string[];
  text: TreeNode[];
  sources: { title: string; href?: string }[];
  files: FileView[];
  /** Its writer has changed what it says. */
  edited: boolean;
  buttons: Button[];
  /** What became of an agent's message, and what its author can do about it. */
  marking?: PostMark;
  card?: CardView;
}

type CardView = Omit<Card, 'sections' | 'buttons' | 'link'> & {
  sections: { heading?: string; text: TreeNode[] }[];
  link?: { title: string; href?: string };
};

interface FileView {
  title: string;
  href?: string;
  /** Kept here, under this path of ours. */
  path?: string;
  /** A picture to show. */
  picture?: boolean;
}

const SAFE_ADDRESS = /^https?:\/\//i;

/** A post as the page shows it. A message at the desk that is marked as a note, or begins with the note mark, is shown as one. */
export function postView(post: Post, noteMark: string): PostView {
  const { id, thread, order, revision, content } = post;
  const text = content.kind === 'text' ? content : undefined;
  const removed = post.removed === true;
  return {
    id,
    place: isDesk(thread) ? 'desk' : 'customer',
    thread: thread.thread,
    order,
    revision,
    at: new Date(order).toISOString(),
    removed,
    writer: writerOf(post),
    tone: toneOf(post, noteMark),
    whisper: post.only !== undefined,
    pending: post.pending === true,
    ...(post.requestId ? { requestId: post.requestId } : {}),
    edited: post.edited === true,
    ...(post.writer.kind !== 'baton' && text && !removed ? { typed: text.text } : {}),
    generated: text?.generated === true,
    mentions: removed ? [] : (text?.mentions ?? []).map(({ name }) => name),
    text: text && !removed ? toTree(text.text) : [],
    sources: (text?.sources ?? []).map(({ title, url }) => linkOf(title, url)),
    files: removed ? [] : (text?.files ?? []).map(fileView),
    buttons: removed ? [] : content.kind === 'card' ? content.card.buttons : (content.buttons ?? []),
    ...(post.marking && !removed ? { marking: post.marking } : {}),
    ...(content.kind === 'card' && !removed ? { card: cardView(content.card) } : {}),
  };
}

function writerOf({ writer, content, thread, removed }: Post): PostView['writer'] {
  if (writer.kind !== 'baton') return { ...writer, kind: writer.kind };
  // Whose message it was a copy of is not kept.
  if (removed && isDesk(thread)) return { kind: 'other', id: '', name: '' };
  const author = content.kind === 'text' ? content.author : undefined;
  return author
    ? { kind: 'other', id: '', name: author.name }
    : { kind: 'assistant', id: '', name: 'Assistant' };
}

function toneOf({ writer, thread, content, marking }: Post, noteMark: string): PostView['tone'] {
  if (content.kind === 'card') return 'message';
  const begins = writer.kind === 'agent' && isDesk(thread) && content.text.trimStart().startsWith(noteMark);
  // A note may have been sent since.
  const note = marking ? marking.mark === 'note' : begins;
  return note ? 'note' : (content.tone ?? 'message');
}

function cardView({ sections, buttons: _, link, ...card }: Card): CardView {
  return {
    ...card,
    sections: sections.map(({ heading, text }) => ({ ...(heading ? { heading } : {}), text: toTree(text) })),
    ...(link ? { link: linkOf(link.label, link.url) } : {}),
  };
}

function linkOf(title: string, url: string | undefined): { title: string; href?: string } {
  return url && SAFE_ADDRESS.test(url) ? { title, href: url } : { title };
}

function fileView({ platform, id, name, mediaType, url }: FileRef): FileView {
  if (platform !== DESK_CHANNEL.platform) return linkOf(name, url);
  return { title: name, path: `api/files/${id}`, picture: isPicture(mediaType) };
}
