import type { AdapterStorage } from '../../../src/channels/adapter.ts';
import { shapeOf, textOf } from '../../../src/platform/shape.ts';
import { isSnowflake } from '../server/snowflake.ts';
import { isGatewayUrl } from './frames.ts';

/** What another process needs to go on where this one stops. */
export interface SavedSession {
  /** Undefined where Discord has forgotten the session. */
  session: { id: string; resumeUrl: string; sequence: number; shards: number } | undefined;
  /** The newest message that was handed in. */
  message: string;
  /** What was written after this message, while nobody listened, is still to be fetched. */
  missedFrom: string | undefined;
}

const KIND = 'session';

/** The session of a shard as it was saved last; undefined where there was none yet. */
export async function loadSession(storage: AdapterStorage, shard: number): Promise<SavedSession | undefined> {
  const value = shapeOf((await storage.get(KIND, String(shard)))?.value);
  const { message, missedFrom, session } = value;
  if (!isSnowflake(message)) return undefined;
  const { id, resumeUrl, sequence, shards } = shapeOf(session);
  const usable = textOf(id) !== '' && isGatewayUrl(resumeUrl);
  return {
    session: usable
      ? { id: textOf(id), resumeUrl, sequence: Number(sequence), shards: Number(shards) }
      : undefined,
    message,
    missedFrom: isSnowflake(missedFrom) ? missedFrom : undefined,
  };
}

export async function saveSession(
  storage: AdapterStorage,
  shard: number,
  saved: SavedSession,
): Promise<void> {
  const id = String(shard);
  const value = { ...saved, session: saved.session ?? null, missedFrom: saved.missedFrom ?? null };
  if (await storage.replace(KIND, id, value)) return;
  await storage.insert(KIND, { id, group: KIND, order: shard, value });
}
