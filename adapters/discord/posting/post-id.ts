/** Where and how a post of ours was made, as its id tells. */
export type PostId =
  /** By the bot, in the thread. */
  | { by: 'bot'; message: string }
  /** By the bot, in the channel itself, as a reply to the question: no thread could be opened. */
  | { by: 'reply'; message: string }
  /** By a webhook, under an agent's name. */
  | { by: 'webhook'; webhook: string; message: string };

/** An id as it stands in a `PostRef`. */
export function writePostId(id: PostId): string {
  if (id.by === 'bot') return id.message;
  return id.by === 'reply' ? `reply:${id.message}` : `webhook:${id.webhook}:${id.message}`;
}

export function readPostId(id: string): PostId {
  const [by = '', first = '', second = ''] = id.split(':');
  if (by === 'reply') return { by, message: first };
  if (by === 'webhook') return { by, webhook: first, message: second };
  return { by: 'bot', message: id };
}
