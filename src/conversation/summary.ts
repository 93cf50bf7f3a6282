import type { RecentMessage } from './conversation.ts';
import { oneLine } from './one-line.ts';

/** Lines and characters of a summary: the beginning stays, for it says what the conversation is about. */
const LINES = 14;
const FIRST_LINES = 3;
const LINE_LIMIT = 120;

/** The summary with these messages in it as well: of constant size, however long the conversation is. Pure. */
export function withSummarised(summary: string, messages: readonly RecentMessage[]): string {
  const lines = [...summary.split('\n').filter(Boolean), ...messages.flatMap(lineOf)];
  if (lines.length <= LINES) return lines.join('\n');
  return [...lines.slice(0, FIRST_LINES), ...lines.slice(FIRST_LINES - LINES)].join('\n');
}

function lineOf({ role, text, sources }: RecentMessage): string[] {
  if (role === 'system') return [];
  const from = sources.map(({ title }) => title).join(', ');
  const by = { customer: 'Customer', assistant: 'Answered', agent: 'Agent' }[role];
  return [`${by}${from ? ` (from ${oneLine(from, 60)})` : ''}: ${oneLine(text, LINE_LIMIT)}`];
}
