import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { DESK_CHANNEL } from '../places.ts';
import type { Feeds } from '../records/feeds.ts';
import { postView } from '../text/post-view.ts';
import type { TypingSign } from '../typing.ts';
import type { Workspace } from '../workspace.ts';
import { mayCustomerSee } from './customer-routes.ts';
import { mayAgentSee } from './desk-routes.ts';
import { readQuery } from './read-json.ts';
import { ofStream } from './requests.ts';

/** Changes read at once. */
const BATCH = 100;
/** How often a quiet stream says that it is alive, so that both ends notice a dead one, in milliseconds. */
const HEARTBEAT_MS = 15_000;

interface Viewer {
  customer: string | undefined;
  agent: string | undefined;
}

/** Up to which change each side has been told. Travels as the event id, so that a browser which reconnects says it. */
interface Cursor {
  customer: number;
  desk: number;
}

/** Streams what changes for a viewer, from where they were, until they leave or `stopping` is aborted. */
export async function stream(
  context: Context,
  workspace: Workspace,
  stopping: AbortSignal,
): Promise<Response> {
  const { customer, agent, after } = readQuery(context, ofStream);
  const viewer: Viewer = { customer, agent };
  const cursor =
    cursorFrom(context.req.header('last-event-id') ?? after) ?? (await ends(workspace.feeds, viewer));
  // Some proxies hold back what they could collect: https://nginx.org/en/docs/http/ngx_http_proxy_module.html
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, (sse) => tell(sse, workspace, viewer, cursor, stopping));
}

async function tell(
  sse: SSEStreamingApi,
  workspace: Workspace,
  viewer: Viewer,
  cursor: Cursor,
  stopping: AbortSignal,
): Promise<void> {
  const bell = new Bell();
  const signs: TypingSign[] = [];
  const ring = () => bell.ring();
  const endings = [
    workspace.typing.listen((sign) => {
      if (sign.channel !== viewer.customer) return;
      signs.push(sign);
      bell.ring();
    }),
    ...feedsOf(viewer).map((feed) => workspace.feeds.watch(feed, ring)),
  ];
  stopping.addEventListener('abort', ring);
  sse.onAbort(ring);
  if (viewer.agent) workspace.presence.enter(viewer.agent);
  try {
    await sse.writeSSE({ event: 'ready', data: '{}', id: idOf(cursor) });
    while (!sse.aborted && !sse.closed && !stopping.aborted) {
      // Listened for before reading, so that nothing slips between the two.
      const rung = bell.next();
      if (viewer.agent) await workspace.presence.stay(viewer.agent);
      for (const sign of signs.splice(0)) await sse.writeSSE({ event: 'typing', data: JSON.stringify(sign) });
      if (await tellChanges(sse, workspace, viewer, cursor)) continue;
      const cancel = workspace.clock.after(HEARTBEAT_MS, () => {
        void sse.write(': alive\n\n').catch(ring);
        bell.ring();
      });
      await rung;
      cancel();
    }
  } catch (error) {
    // The browser connects again, and says up to where it was told.
    workspace.logger.warn({ error }, 'a stream of the web workspace broke off');
  } finally {
    stopping.removeEventListener('abort', ring);
    for (const end of endings) end();
    if (viewer.agent) await left(workspace, viewer.agent);
  }
}

/** That somebody has gone is found out by itself, should it not be noted. */
async function left({ presence, logger }: Workspace, agent: string): Promise<void> {
  await presence
    .leave(agent)
    .catch((error) => logger.warn({ error }, 'it could not be noted that an agent has left the page'));
}

/** Tells the next changes of each side; whether there were any. */
async function tellChanges(
  sse: SSEStreamingApi,
  { feeds, posts, noteMark }: Workspace,
  viewer: Viewer,
  cursor: Cursor,
): Promise<boolean> {
  let any = false;
  for (const side of ['customer', 'desk'] as const) {
    const feed = side === 'customer' ? viewer.customer : viewer.agent && DESK_CHANNEL.channel;
    if (!feed) continue;
    for (const { number, postId } of await feeds.list(feed, cursor[side], BATCH)) {
      any = true;
      cursor[side] = number;
      const post = await posts.get(postId);
      const visible =
        post && (side === 'customer' ? mayCustomerSee(post, feed) : mayAgentSee(post, viewer.agent ?? ''));
      if (!visible) continue;
      await sse.writeSSE({
        event: 'post',
        data: JSON.stringify(postView(post, noteMark())),
        id: idOf(cursor),
      });
    }
  }
  return any;
}

function feedsOf({ customer, agent }: Viewer): string[] {
  return [...(customer ? [customer] : []), ...(agent ? [DESK_CHANNEL.channel] : [])];
}

async function ends(feeds: Feeds, { customer, agent }: Viewer): Promise<Cursor> {
  return {
    customer: customer ? await feeds.end(customer) : 0,
    desk: agent ? await feeds.end(DESK_CHANNEL.channel) : 0,
  };
}

function cursorFrom(text: string | undefined): Cursor | undefined {
  const [, customer, desk] = /^(\d{1,15})\.(\d{1,15})$/.exec(text ?? '') ?? [];
  return customer === undefined || desk === undefined
    ? undefined
    : { customer: Number(customer), desk: Number(desk) };
}

function idOf({ customer, desk }: Cursor): string {
  return `${customer}.${desk}`;
}

/** Wakes whoever waits. */
class Bell {
  ring: () => void = () => {};

  /** Resolves at the next ring. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.ring = resolve;
    });
  }
}
