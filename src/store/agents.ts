import mongoose from 'mongoose';
import { collectionOf, isDuplicate } from './connection.ts';

/** When an agent wants the co-pilot: in every soft escalation, in those that they ask it for, or never. */
export type CopilotWish = 'always' | 'soft' | 'never';

/** What is kept of an agent; what they have never set is missing. */
export interface AgentRecord {
  /** `<platform>|<workspace>|<person>` */
  _id: string;
  /** `<platform>|<workspace>` */
  desk: string;
  personId: string;
  name?: string;
  copilot?: CopilotWish;
  /** Escalations that they hold, or are about to. */
  seats?: string[];
  lastClaimAt?: Date | null;
  /** Not to be asked before then. */
  awayUntil?: Date | null;
}

/** An agent of a desk. */
export interface AgentKey {
  platform: string;
  workspace: string;
  personId: string;
}

const schema = new mongoose.Schema<AgentRecord>(
  {
    _id: String,
    desk: String,
    personId: String,
    name: String,
    copilot: String,
    seats: [String],
    lastClaimAt: Date,
    awayUntil: Date,
  },
  { collection: 'agents', versionKey: false },
);
schema.index({ desk: 1 });

/** Agents of a desk that are looked at. */
const MOST = 1_000;

/** What agents have set, and what they hold. */
export function agentStore(connection: mongoose.Connection) {
  const model = connection.model<AgentRecord>('Agent', schema);
  const collection = collectionOf(model);
  const deskOf = ({ platform, workspace }: Omit<AgentKey, 'personId'>) => `${platform}|${workspace}`;
  const idOf = (key: AgentKey) => `${deskOf(key)}|${key.personId}`;
  const set = (key: AgentKey, change: Partial<AgentRecord>) =>
    collection.updateOne(
      { _id: idOf(key) },
      { $set: { ...change, desk: deskOf(key), personId: key.personId } },
      { upsert: true },
    );

  return {
    model,

    /** Null where nothing is kept of the agent. */
    async get(key: AgentKey): Promise<AgentRecord | null> {
      return await collection.findOne({ _id: idOf(key) });
    },

    async ofDesk(platform: string, workspace: string): Promise<AgentRecord[]> {
      return await collection.find({ desk: deskOf({ platform, workspace }) }, { limit: MOST }).toArray();
    },

    /** Agents of all desks. */
    async known(): Promise<AgentRecord[]> {
      return await collection.find({ desk: { $gte: '' } }, { limit: MOST }).toArray();
    },

    async setCopilot(key: AgentKey, copilot: CopilotWish): Promise<void> {
      await set(key, { copilot });
    },

    /** Not to be asked before a moment; null: from now on again. */
    async setAway(key: AgentKey, until: Date | null): Promise<void> {
      await set(key, { awayUntil: until });
    },

    /**
     * Keeps room for an escalation, if the agent holds fewer than `capacity`; false where not. However many claims they
     * make at once, no more than that are kept.
     */
    async takeSeat(key: AgentKey, escalationId: string, capacity: number | null): Promise<boolean> {
      const room = capacity === null ? {} : { [`seats.${capacity - 1}`]: { $exists: false } };
      const withRoom = { _id: idOf(key), $or: [{ seats: escalationId }, room] };
      const seat = { $addToSet: { seats: escalationId } };
      const fresh = { $setOnInsert: { desk: deskOf(key), personId: key.personId } };
      try {
        await collection.updateOne(withRoom, { ...seat, ...fresh }, { upsert: true });
        return true;
      } catch (error) {
        // The agent is known: there is no room, or another claim of theirs was the first to make the record.
        if (!isDuplicate(error)) throw error;
        return (await collection.updateOne(withRoom, seat)).matchedCount === 1;
      }
    },

    /** Notes that the agent holds an escalation, whether there was room or not. */
    async seated(key: AgentKey, name: string, escalationId: string, at: Date): Promise<void> {
      const known = { desk: deskOf(key), personId: key.personId };
      await collection.updateOne(
        { _id: idOf(key) },
        { $set: { name, lastClaimAt: at, ...known }, $addToSet: { seats: escalationId } },
        { upsert: true },
      );
    },

    async freeSeat(key: AgentKey, escalationId: string): Promise<void> {
      await collection.updateOne({ _id: idOf(key) }, { $pull: { seats: escalationId } });
    },
  };
}
