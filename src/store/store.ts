import { randomUUID } from 'node:crypto';
import { actionStore } from './actions.ts';
import { adapterStorage } from './adapter-records.ts';
import { agentStore } from './agents.ts';
import { articleStore } from './articles.ts';
import { auditStore } from './audit.ts';
import { connect } from './connection.ts';
import { conversationStore } from './conversations.ts';
import { customerNoteStore } from './customer-notes.ts';
import { decisionStore } from './decisions.ts';
import { draftStore } from './drafts.ts';
import { erasingStore } from './erasing.ts';
import { escalationStore } from './escalations.ts';
import { eventStore } from './events.ts';
import { forgetStore } from './forgets.ts';
import { healthStore } from './health.ts';
import { leaseStore } from './leases.ts';
import { messageStore } from './messages.ts';
import { migrate } from './migrations/migrate.ts';
import { outboxStore } from './outbox.ts';
import { processStore } from './processes.ts';
import { reportStore } from './reports.ts';
import { settingsStore } from './settings.ts';
import { timerStore } from './timers.ts';
import { usageStore } from './usage.ts';
import { vectorStore } from './vectors.ts';
import { visitStore } from './visits.ts';

export type Store = Awaited<ReturnType<typeof openStore>>;

/**
 * Opens every repository on one connection, brings what is stored to this version, and sees to the indexes. Throws
 * `store.unreachable`, or `store.newer` where a newer Baton has used the database.
 */
export async function openStore(uri: string) {
  const connection = await connect(uri);
  const repositories = {
    conversations: conversationStore(connection),
    messages: messageStore(connection),
    escalations: escalationStore(connection),
    decisions: decisionStore(connection),
    events: eventStore(connection),
    outbox: outboxStore(connection),
    timers: timerStore(connection),
    articles: articleStore(connection),
    leases: leaseStore(connection),
    drafts: draftStore(connection),
    actions: actionStore(connection),
    reports: reportStore(connection),
    customerNotes: customerNoteStore(connection),
    agents: agentStore(connection),
    vectors: vectorStore(connection),
    usage: usageStore(connection),
    health: healthStore(connection),
    forgets: forgetStore(connection),
    settings: settingsStore(connection),
    audit: auditStore(connection),
    visits: visitStore(connection),
    processes: processStore(connection),
  };
  const storageFor = (owner: string) => adapterStorage(connection, owner);
  storageFor('');
  try {
    await migrate({ connection, leases: repositories.leases, holder: randomUUID() });
  } catch (error) {
    await connection.close();
    throw error;
  }
  await Promise.all(Object.values(connection.models).map((model) => model.createIndexes()));
  return {
    ...repositories,
    erasing: erasingStore(repositories),
    /** A record store of an adapter's own. */
    storageFor,
    /** Asks the server for a sign of life. */
    async ping(): Promise<void> {
      await connection.db?.command({ ping: 1 });
    },
    async close(): Promise<void> {
      await connection.close();
    },
  };
}
