import type { DeskActionEvent } from '../channels/events.ts';
import type { DeliveryFailedEvent } from './facts.ts';
import { keepLease } from './lease.ts';
import type { Step } from './step.ts';

/** `retry_<order>_<order of the line that the button stands under>` */
const RETRY = /^retry_(\d{1,9})_(\d{1,9})$/;

/** The order that a button wants sent again, and that of its own line; undefined for other buttons. */
export function retriedOrder(action: string): { of: number; line: number } | undefined {
  const [, of, line] = RETRY.exec(action) ?? [];
  return of === undefined ? undefined : { of: Number(of), line: Number(line) };
}

/** A post to the customer could not be delivered: whoever works on it must know, and can have it sent again. */
export function onDeliveryFailed(step: Step, { lane, reason, order, carried }: DeliveryFailedEvent): void {
  const about = step.state.episode ?? step.state.lastEpisode;
  if (lane !== 'customer' || !about) return;
  if (carried) step.mark(carried.post, { mark: 'failed', before: carried.marking.before, buttons: [] });
  const text = step.facts.texts.say('desk.send_failed', { reason });
  const id = `retry_${order}_${step.state.posts + 1}`;
  const retry = { ...step.deskButton('retry', about.id, { style: 'primary' }), id };
  const buttons = typeof order === 'number' ? [retry] : [];
  step.post('desk', { kind: 'text', text, tone: 'system', buttons });
}

/**
 * Somebody wants what failed to be sent again. True where the action was that. The holder may; once the episode has ended,
 * whoever held it last.
 */
export function onRetry(step: Step, { action, author, value, id }: DeskActionEvent): boolean {
  const wish = retriedOrder(action);
  if (!wish) return false;
  const { episode, lastEpisode } = step.state;
  const about = [episode, lastEpisode].find((one) => one?.id === value);
  const speaks = episode ?? lastEpisode;
  if (!about || !speaks || (!episode && speaks.holder?.id !== author.id)) {
    step.whisper('desk', author.id, 'desk.stale_card');
  } else if (episode && episode.state !== 'held') step.whisper('desk', author.id, 'desk.claim_first');
  else if (speaks.holder?.id !== author.id) {
    step.whisper('desk', author.id, 'desk.claimed_by_other', { agent: speaks.holder?.name ?? '' });
  } else if (!step.facts.retryable) step.whisper('desk', author.id, 'desk.nothing_to_retry');
  else {
    step.retry(wish.of, id);
    // In place of the line with the button, so that nobody presses it again.
    const text = step.facts.texts.say('desk.retried', { agent: author.name });
    step.mirror(
      { lane: 'desk', order: wish.line, escalationId: about.id },
      { kind: 'text', text, tone: 'system' },
    );
    keepLease(step);
  }
  return true;
}
