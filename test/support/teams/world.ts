import type { Clock } from '../../../src/platform/clock.ts';

export type Json = Record<string, unknown>;
export type Kind = 'personal' | 'groupChat' | 'channel';

export interface Account {
  id: string;
  name: string;
}

/** Somebody in a team, as Microsoft Graph tells it. */
export interface TeamMember {
  /** The id of their account in Entra. */
  userId: string;
  tenantId: string;
  /** `owner`, `guest`, or nothing. */
  roles: string[];
}

export interface Team {
  /** The id of the group in Entra that the team is. */
  groupId: string;
  members: TeamMember[];
  /** Whether an owner let the app read who the members are. */
  consents: boolean;
}

export interface Conversation {
  id: string;
  /** The team that a channel belongs to. */
  team?: Team;
  /** What kind of channel it is, where Teams tells. */
  channelType?: 'standard' | 'private' | 'shared';
  kind: Kind;
  members: Account[];
  /** The app was taken out, or its user has blocked it. */
  removed: boolean;
  activities: Activity[];
}

/** A message as Teams holds it. */
export interface Activity {
  id: string;
  /** The thread in a channel: the id of its first message. */
  thread: string | undefined;
  from: Account;
  /** What was posted, or written. */
  body: Json;
  edited: boolean;
  deleted: boolean;
}

/** All that the fake Teams holds. */
export class World {
  readonly clock: Clock;
  readonly conversations = new Map<string, Conversation>();
  readonly teams: Team[] = [];
  /** Files that people hold: by id, with their bytes. */
  readonly files = new Map<string, { name: string; bytes: Buffer }>();
  /** When the sign of typing was last shown, by conversation. */
  readonly typing = new Map<string, number>();
  readonly bot: Account;
  private last = 0;

  constructor(clock: Clock, appId: string) {
    this.clock = clock;
    this.bot = { id: `28:${appId}`, name: 'Baton' };
  }

  /** Ids of messages are their time in milliseconds; no two are the same. */
  nextId(): string {
    this.last = Math.max(this.last + 1, this.clock.now().getTime());
    return String(this.last);
  }

  add(kind: Kind, id: string, members: Account[]): Conversation {
    const conversation = { id, kind, members, removed: false, activities: [] };
    this.conversations.set(id, conversation);
    return conversation;
  }

  /** The chat of one person with the bot, which is made when it is first needed. */
  personal(person: Account): Conversation {
    const known = [...this.conversations.values()].find(
      ({ kind, members }) => kind === 'personal' && members[0]?.id === person.id,
    );
    return known ?? this.add('personal', `a:1${Buffer.from(person.id).toString('base64url')}`, [person]);
  }

  /** The conversation that an id means, and the thread in it. */
  find(id: string): { conversation: Conversation; thread: string | undefined } | undefined {
    const [place = '', thread] = id.split(';messageid=');
    const conversation = this.conversations.get(place);
    return conversation && { conversation, thread };
  }
}

/** What Teams tells with everything in a channel. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages#teams-channel-data */
export function placeData({ id, team, channelType }: Conversation): Json {
  if (!team) return {};
  const channel = { id, ...(channelType ? { type: channelType } : {}) };
  return { team: { id: `19:${team.groupId}@thread.tacv2`, aadGroupId: team.groupId }, channel };
}
