import type { Args } from '../web-api/args.ts';
import type { Answer } from '../web-api/backend.ts';
import { Refusal } from '../web-api/refusal.ts';

/** One page of a list, and where the next begins. https://docs.slack.dev/apis/web-api/pagination */
export function page<T>(items: T[], args: Args, usual: number, most: number): { items: T[]; more: Answer } {
  const limit = args.limit('limit', usual, most);
  const from = startOf(args.string('cursor'));
  const next = from + limit < items.length ? Buffer.from(`next:${from + limit}`).toString('base64') : '';
  return { items: items.slice(from, from + limit), more: { response_metadata: { next_cursor: next } } };
}

function startOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const start = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (start === undefined) throw new Refusal('invalid_cursor');
  return Number(start);
}
