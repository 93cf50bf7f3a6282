import type { AgentDesk, LoadedFile, Surface } from '../channels/adapter.ts';
import type { FileRef, PostRef, ThreadRef } from '../channels/refs.ts';
import type { PostRecord } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';

/** Where a post goes. */
export interface Target {
  surface: Surface;
  thread: ThreadRef;
  /** The card's own post, where it has been posted. */
  card: PostRef | null;
  /** The post to be replaced or taken away; null where it never arrived. */
  made: PostRef | null;
  /** Whether that is because it was given up. */
  lost?: boolean;
}

interface TargetDeps {
  store: Pick<Store, 'escalations' | 'outbox'>;
  desk: AgentDesk;
  channelOf(platform: string): Surface;
}

/** Where this post goes; undefined where the card whose thread is meant was never posted. */
export async function targetOf(deps: TargetDeps, post: PostRecord): Promise<Target | undefined> {
  const { errand, lane } = post;
  if (errand.do === 'mark') {
    const { id: _, ...thread } = errand.post;
    return { surface: deps.desk, thread, card: null, made: null };
  }
  const surface = lane === 'desk' ? deps.desk : deps.channelOf(post.thread.platform);
  if (errand.do === 'whisper' && post.escalationId === null) {
    return { surface, thread: errand.thread, card: null, made: null };
  }
  if (errand.do === 'replace' || errand.do === 'remove') {
    const maker = await deps.store.outbox.get(errand.of);
    const made = maker?.ref ?? null;
    const lost = maker?.state === 'dead';
    return { surface, thread: made ? threadOf(made) : post.thread, card: null, made, lost };
  }
  if (lane === 'customer') return { surface, thread: post.thread, card: null, made: null };
  const card = post.escalationId
    ? ((await deps.store.escalations.get(post.escalationId))?.card ?? null)
    : null;
  if (errand.do === 'card') return { surface, thread: deps.desk.channel, card, made: null };
  if (post.escalationId === null) return { surface, thread: deps.desk.channel, card: null, made: null };
  return card ? { surface, thread: { ...threadOf(card), thread: card.id }, card, made: null } : undefined;
}

export interface SendOptions {
  /** Marks messages at the desk. */
  desk: Pick<AgentDesk, 'mark'>;
  /** Whether an earlier attempt may have arrived. */
  inDoubt: boolean;
  /** Nobody wants it any more: it is but looked for, so that it can be taken away. */
  unwanted: boolean;
  signal: AbortSignal;
  /** Reads the files that the surface can take. */
  load(files: readonly FileRef[], to: Surface, signal: AbortSignal): Promise<LoadedFile[]>;
}

/** Makes the post. In doubt, the platform is asked first whether an earlier attempt arrived. */
export async function sendPost(
  { surface, thread, card, made }: Target,
  post: PostRecord,
  { desk, inDoubt, unwanted, signal, load }: SendOptions,
): Promise<PostRef | null> {
  const { errand } = post;
  if (errand.do === 'mark') {
    await desk.mark(errand.post, errand.marking);
    return null;
  }
  if (errand.do === 'replace' || errand.do === 'remove') {
    // What never arrived, or is forgotten after so long, cannot be changed any more.
    if (!made) return null;
    if (errand.do === 'remove') await surface.remove(made);
    else await surface.update(made, errand.content);
    return made;
  }
  if (errand.do === 'whisper') {
    await surface.whisper(thread, errand.personId, errand.content);
    return null;
  }
  if (errand.do === 'card' && card) {
    await surface.update(card, errand.content);
    return card;
  }
  const arrived = inDoubt
    ? await surface.findPosted(thread, post._id, post.createdAt, errand.content)
    : undefined;
  if (arrived || unwanted) return arrived ?? null;
  const files = errand.content.kind === 'text' ? (errand.content.files ?? []) : [];
  const loaded = files.length > 0 ? await load(files, surface, signal) : [];
  return surface.post(thread, errand.content, { key: post._id, signal, files: loaded });
}

function threadOf({ platform, workspace, channel, thread }: PostRef): ThreadRef {
  return { platform, workspace, channel, thread };
}
