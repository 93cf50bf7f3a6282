/** A person as a platform knows them. Bots never become customers or agents. */
export interface Person {
  /** The platform's own id, unique in its workspace. */
  id: string;
  /** The name to show; falls back to the id where the platform tells none. */
  name: string;
  avatarUrl?: string;
  /**
   * The platform's id of the workspace that they are of, where that is another than the conversation's, as in channels that
   * companies share.
   */
  workspace?: string;
}

/** Where a conversation takes place: a thread of a channel, or a channel itself (a direct message). */
export interface ThreadRef {
  /** `slack`, `discord`, `teams`, `web`, … */
  platform: string;
  /** The platform's id of the workspace, server or tenant. */
  workspace: string;
  channel: string;
  /** The platform's id of the thread inside the channel; null for the channel itself. */
  thread: string | null;
}

/** One post on a platform, precise enough to edit, delete and quote it. */
export interface PostRef extends ThreadRef {
  /** The platform's id of the post inside its channel. */
  id: string;
}

/** A file that travels with a message. The adapter of its platform can read its bytes by `id` (`Surface.readFile`). */
export interface FileRef {
  /** The platform that it came in on, and that keeps it. */
  platform: string;
  /** Whatever its adapter needs to find it again, at most 300 characters. */
  id: string;
  name: string;
  /** IANA media type, `application/octet-stream` where unknown. */
  mediaType: string;
  /** Bytes; 0 where the platform does not tell. */
  size: number;
  /** Where a person with access opens it. */
  url?: string;
}

/** A thread as one string; equal for equal threads. */
export function threadKey(ref: ThreadRef): string {
  return [ref.platform, ref.workspace, ref.channel, ref.thread ?? ''].map(encodeURIComponent).join('|');
}
