import type { AgentDesk, Surface } from '../channels/adapter.ts';
import type { PostRef, ThreadRef } from '../channels/refs.ts';
import type { PostRecord } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';

/** Where a post goes. */
export interface Target {
  surface: Surface;
  thread: ThreadRef;
  /** The card's own post, where it has been posted. */
  card: PostRef | null;
}

interface TargetDeps {
  store: Pick<Store, 'escalations'>;
  desk: AgentDesk;
  channelOf(platform: string): Surface;
}

/** Where this post goes; undefined where the card whose thread is meant was never posted. */
export async function targetOf(deps: TargetDeps, post: PostRecord): Promise<Target | undefined> {
  const { errand, lane } = post;
  const surface = lane === 'desk' ? deps.desk : deps.channelOf(post.thread.platform);
  if (errand.do === 'whisper') return { surface, thread: errand.thread, card: null };
  if (lane === 'customer') return { surface, thread: post.thread, card: null };
  const card = post.escalationId
    ? ((await deps.store.escalations.get(post.escalationId))?.card ?? null)
    : null;
  if (errand.do === 'card') return { surface, thread: deps.desk.channel, card };
  return card ? { surface, thread: { ...threadOf(card), thread: card.id }, card } : undefined;
}

/** Makes the post. In doubt, the platform is asked first whether an earlier attempt arrived. */
export async function sendPost(
  { surface, thread, card }: Target,
  post: PostRecord,
  { inDoubt, signal }: { inDoubt: boolean; signal: AbortSignal },
): Promise<PostRef | null> {
  const { errand } = post;
  if (errand.do === 'whisper') {
    await surface.whisper(thread, errand.personId, errand.content);
    return null;
  }
  if (errand.do === 'card' && card) {
    await surface.update(card, errand.content);
    return card;
  }
  const arrived = inDoubt ? await surface.findPosted(thread, post._id, post.createdAt) : undefined;
  return arrived ?? surface.post(thread, errand.content, { key: post._id, signal });
}

function threadOf({ platform, workspace, channel, thread }: PostRef): ThreadRef {
  return { platform, workspace, channel, thread };
}
