import type { CardContent, TextContent } from '../../../src/channels/content.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { LIMITS } from '../limits.ts';
import { renderCard } from '../render/render-card.ts';
import { renderText, splitText } from '../render/render-text.ts';
import type { Rendered } from '../render/rendered.ts';
import { respond } from '../web-api/respond.ts';

/** Whom to tell something, and how they are reached. */
export interface Listener {
  user: string;
  /** Where they are. */
  thread: ThreadRef;
  /** Answers them for half an hour, five times; absent where Slack gave none. */
  responseUrl?: string;
  /** The thread that an answer by it belongs into; without, it goes into the channel. */
  replyIn?: string;
}

export interface TellDeps {
  /** For where the response URL does not hold. */
  whisper(thread: ThreadRef, personId: string, content: TextContent): Promise<void>;
  logger: Logger;
}

export interface Message extends Rendered {
  response_type: 'ephemeral' | 'in_channel';
}

/** An answer as messages, no more than Slack takes by one response URL; what is left out is marked by an ellipsis. */
export function messagesOf(content: TextContent | CardContent, here: boolean): Message[] {
  const response_type = here ? 'in_channel' : 'ephemeral';
  if (content.kind === 'card') return [{ response_type, ...renderCard(content.card) }];
  const parts = splitText(content, false);
  const shown = parts.slice(0, LIMITS.responses);
  const [last, rest] = [shown.at(-1), parts.at(-1)];
  if (last && rest && last !== rest) shown.splice(-1, 1, { ...rest, text: `${last.text}\n\n…` });
  return shown.map((part) => ({ response_type, ...renderText(part, false) }));
}

/** Tells somebody something, by the response URL where there is one. Whether it reached them is only logged. */
export async function tell(
  to: Listener,
  content: TextContent | CardContent,
  deps: TellDeps,
  here = false,
): Promise<void> {
  const thread = to.replyIn === undefined ? {} : { thread_ts: to.replyIn };
  try {
    const { responseUrl } = to;
    if (responseUrl === undefined) return await whisperTo(to, content, deps);
    const messages = messagesOf(content, here);
    for (const [index, message] of messages.entries()) {
      try {
        await respond(responseUrl, { ...message, ...thread, replace_original: false });
      } catch (error) {
        // Half an hour is soon over while a form is filled in.
        if (index > 0) throw error;
        return await whisperTo(to, content, deps);
      }
    }
  } catch (error) {
    deps.logger.warn({ user: to.user, error: messageOf(error) }, 'Somebody on Slack could not be answered');
  }
}

async function whisperTo(
  { user, thread }: Listener,
  content: TextContent | CardContent,
  { whisper }: TellDeps,
): Promise<void> {
  if (content.kind === 'text') return whisper(thread, user, content);
  const { title, status, fields, sections } = content.card;
  const lines = [
    `**${title}**`,
    status,
    ...fields.map(({ label, value }) => `- ${label}: ${value}`),
    ...sections.map(({ heading, text }) => (heading ? `**${heading}**\n${text}` : text)),
  ];
  return whisper(thread, user, { kind: 'text', text: lines.join('\n\n'), buttons: content.card.buttons });
}

/** Words of the adapter's own, to one person. */
export function notice(text: string): TextContent {
  return { kind: 'text', text };
}
