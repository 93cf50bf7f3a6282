import mongoose from 'mongoose';
import { collectionOf } from './connection.ts';

/** When an agent wants the co-pilot: in every soft escalation, in those that they ask it for, or never. */
export type CopilotWish = 'always' | 'soft' | 'never';

/** What is kept of an agent. */
export interface AgentRecord {
  /** `<platform>|<workspace>|<person>` */
  _id: string;
  copilot: CopilotWish;
}

const schema = new mongoose.Schema<AgentRecord>(
  { _id: String, copilot: String },
  { collection: 'agents', versionKey: false },
);

/** Agents' own settings. */
export function agentStore(connection: mongoose.Connection) {
  const model = connection.model<AgentRecord>('Agent', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Null where the agent has set nothing. */
    async get(id: string): Promise<AgentRecord | null> {
      return await collection.findOne({ _id: id });
    },

    async setCopilot(id: string, copilot: CopilotWish): Promise<void> {
      await collection.updateOne({ _id: id }, { $set: { copilot } }, { upsert: true });
    },
  };
}
