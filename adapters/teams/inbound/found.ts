import type { InboundEvent } from '../../../src/channels/events.ts';
import type { Person, PostRef, ThreadRef } from '../../../src/channels/refs.ts';
import { PLATFORM, placeOf } from '../places.ts';
import { type TeamsActivity, tenantOf } from './activity.ts';
import type { FileSource } from './read-files.ts';

/** Something that is handed in, and where its files are read from. */
export interface Found {
  kind: 'event';
  event: InboundEvent;
  sources: FileSource[];
}

/** Something that is not handed in. */
export interface Nothing {
  kind: 'nothing';
  why: string;
  /** Worth an answer that says so, and a line in the log. */
  malformed?: boolean;
}

/** What decides whom a message concerns. */
export interface Territory {
  /** Ids of the channels in which every new message opens a conversation. */
  support: ReadonlySet<string>;
  /** The tenant of activities that name none, as in local play. */
  tenant: string;
}

export function nothing(why: string): Nothing {
  return { kind: 'nothing', why };
}

export function malformed(why: string): Nothing {
  return { kind: 'nothing', why, malformed: true };
}

/** The thread that an activity is in. */
function threadOf(activity: TeamsActivity, { tenant }: Territory): ThreadRef {
  const { channel, thread } = placeOf(activity.conversation.id);
  return { platform: PLATFORM, workspace: tenantOf(activity) ?? tenant, channel, thread };
}

/** What every event of an activity carries. `id`: of the event. `post`: of the message it is about. */
export function envelopeOf(
  activity: TeamsActivity,
  territory: Territory,
  { id, post }: { id: string; post: string },
) {
  const thread = threadOf(activity, territory);
  const at = new Date(activity.timestamp ?? '').toISOString();
  const ref: PostRef = { ...thread, id: post };
  return { id, platform: PLATFORM, workspace: thread.workspace, at, thread, post: ref };
}

/** Bots, this one included, never become customers: their ids begin with 28. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
export function isPerson({ from, recipient }: TeamsActivity): boolean {
  return (
    !!from &&
    from.id !== recipient?.id &&
    from.role !== 'bot' &&
    from.role !== 'skill' &&
    !from.id.startsWith('28:')
  );
}

/** Whoever an activity is from; called by their id where Teams tells no name. */
export function authorOf({ from }: TeamsActivity): Person {
  const id = from?.id ?? '';
  return { id, name: from?.name?.trim() || id };
}
