import { keepingFiles } from '../channels/content.ts';
import type { PostRecord } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';

/** What to do with a post whose turn has come. */
export type Turn =
  /** `unwanted`: only if it has arrived already, so that it can be taken away. */
  | { do: 'send'; post: PostRecord; unwanted: boolean }
  | { do: 'drop' }
  /** Give it up without a word, for the part before it was. */
  | { do: 'bury' };

export interface TurnOptions {
  /** Whether more stands behind it in its lane. */
  more: boolean;
  /** Whether an earlier attempt may have arrived. */
  inDoubt: boolean;
  now: Date;
}

/**
 * What to do with a post, given what was ordered after it: a beginning that is overtaken by more is dropped; an agent's message
 * that was taken back is never sent, and one that was edited is sent as it now is. Nobody gets the end of a message without
 * its beginning. Only for whoever holds the lane.
 */
export async function turnOf(
  outbox: Store['outbox'],
  post: PostRecord,
  { more, inDoubt, now }: TurnOptions,
): Promise<Turn> {
  const send: Turn = { do: 'send', post, unwanted: false };
  const { errand, carries } = post;
  const [conversation, order, part] = post._id.split('.');
  if (
    carries &&
    errand.do === 'post' &&
    part !== '0' &&
    (await outbox.hasDead(`${conversation}.${order}.`))
  ) {
    return { do: 'bury' };
  }
  const beginning = isUnfinished(post);
  if (!more || !(beginning || (carries && errand.do === 'post'))) return send;
  const later = await outbox.overtaking(post);
  if (!later) return send;
  if (beginning) return { do: 'drop' };
  if (later.errand.do === 'remove') return inDoubt ? { ...send, unwanted: true } : { do: 'drop' };
  // What may have arrived is looked for by what it said.
  if (inDoubt || later.errand.do !== 'replace' || errand.do !== 'post') return send;
  const content = keepingFiles(errand.content, later.errand.content);
  await outbox.rewrite(post, content, later.order, now);
  return { ...send, post: { ...post, errand: { do: 'post', content } } };
}

/** Whether the post shows a beginning only, so that a longer one behind it makes it needless. */
function isUnfinished({ errand }: PostRecord): boolean {
  return errand.do === 'replace' && errand.content.kind === 'text' && errand.content.unfinished !== undefined;
}
