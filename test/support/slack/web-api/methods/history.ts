import { tombstone } from '../../rules/edit.ts';
import { page } from '../../rules/paging.ts';
import { requireChannelScope, requireMembership, visibleChannel } from '../../rules/visibility.ts';
import type { FakeChannel } from '../../workspace/channel.ts';
import { type FakeMessage, listedMessage } from '../../workspace/message.ts';
import type { Args } from '../args.ts';
import type { Answer, Backend, Methods } from '../backend.ts';
import { Refusal } from '../refusal.ts';

/** What was said. https://docs.slack.dev/reference/methods/conversations.history */
export const historyMethods: Methods = {
  'conversations.history': { tier: 'tier3', run: history },
  'conversations.replies': { tier: 'tier3', run: replies },
};

function history(backend: Backend, args: Args): Answer {
  const channel = readableHistory(backend, args);
  const inRange = range(args);
  const found = channel.top().filter(inRange).reverse();
  const { items, more } = page(found, args, 100, 999);
  return listing(channel, items, args, more);
}

/** Replies oldest first; the first message of the thread stands before them whatever the range. */
function replies(backend: Backend, args: Args): Answer {
  const channel = readableHistory(backend, args);
  const ts = args.required('ts');
  const first = channel.find(ts);
  const inRange = range(args);
  const later = channel.replies(ts).filter(inRange);
  if (!first && !channel.hasThread(ts)) throw new Refusal('thread_not_found');
  const { items, more } = page(first ? [first, ...later] : later, args, 1000, 1000);
  const answer = listing(channel, items, args, more);
  if (!first && !args.string('cursor'))
    return { ...answer, messages: [tombstone({ ts }), ...(answer.messages as unknown[])] };
  return answer;
}

function readableHistory(backend: Backend, args: Args): FakeChannel {
  const channel = visibleChannel(backend, args.string('channel'));
  requireChannelScope(backend, channel, 'history');
  requireMembership(backend, channel);
  return channel;
}

/** Messages between `oldest` and `latest`, both excluded unless `inclusive`. Times of one workspace sort as text. */
function range(args: Args): (message: FakeMessage) => boolean {
  const oldest = timeOf(args, 'oldest');
  const latest = timeOf(args, 'latest');
  const inclusive = args.flag('inclusive');
  return ({ ts }) => {
    const time = Number(ts);
    if (oldest !== undefined && (inclusive ? time < oldest : time <= oldest)) return false;
    return latest === undefined || (inclusive ? time <= latest : time < latest);
  };
}

function timeOf(args: Args, key: 'oldest' | 'latest'): number | undefined {
  const text = args.string(key);
  if (text === undefined) return undefined;
  const time = Number(text);
  if (Number.isNaN(time)) throw new Refusal(`invalid_ts_${key}`);
  return time;
}

function listing(channel: FakeChannel, items: FakeMessage[], args: Args, more: Answer): Answer {
  const metadata = args.flag('include_all_metadata');
  const cursor = (more.response_metadata as { next_cursor: string }).next_cursor;
  return {
    messages: items.map((message) => listedMessage(channel, message, metadata)),
    has_more: cursor !== '',
    ...(cursor !== '' && more),
  };
}
