import { BatonError, messageOf } from '../../../src/platform/errors.ts';

/** Slack answers within a second or two. */
const WITHIN_MS = 10_000;

/**
 * Answers an interaction or a command by its response URL. Throws `delivery.retryable` where Slack did not take it: such
 * an URL holds for half an hour, and for five answers.
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export async function respond(url: string, message: object): Promise<void> {
  let why: string;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    if (response.ok) return;
    why = `status ${response.status}`;
  } catch (error) {
    why = messageOf(error);
  }
  throw new BatonError('delivery.retryable', `Slack did not take an answer by its response URL: ${why}`);
}
