import type { Clock } from '../../../src/platform/clock.ts';

export type Json = Record<string, unknown>;
export type Kind = 'personal' | 'groupChat' | 'channel';

export interface Account {
  id: string;
  name: string;
}

export interface Conversation {
  id: string;
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
