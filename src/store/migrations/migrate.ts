import mongoose from 'mongoose';
import { BatonError } from '../../platform/errors.ts';
import { collectionOf } from '../connection.ts';
import type { leaseStore } from '../leases.ts';
import { MIGRATIONS, type Migration } from './migrations.ts';

/** A migration that has been done. */
interface DoneMigration {
  /** The migration's id. */
  _id: string;
  at: Date;
}

const schema = new mongoose.Schema<DoneMigration>(
  { _id: String, at: Date },
  { collection: 'migrations', versionKey: false },
);

/** The lease under which one process migrates, and how long it may take before another begins again, milliseconds. */
const LEASE = 'migrations';
const LEASE_MS = 600_000;
const LOOK_AGAIN_MS = 250;

export interface MigrateDeps {
  connection: mongoose.Connection;
  leases: Pick<ReturnType<typeof leaseStore>, 'take' | 'leave'>;
  /** Unlike that of any other process. */
  holder: string;
  migrations?: readonly Migration[];
  now?(): Date;
  /** Waits a while for the process that migrates. */
  pause?(): Promise<void>;
}

/**
 * Brings what is stored to this version: each migration runs once, in one process, while the others wait. Gives the ids of
 * those that ran here. Throws `store.newer` where a newer Baton has migrated the database already.
 */
export async function migrate(deps: MigrateDeps): Promise<string[]> {
  const { connection, leases, holder, migrations = MIGRATIONS } = deps;
  const now = deps.now ?? (() => new Date());
  const pause = deps.pause ?? (() => new Promise<void>((resolve) => setTimeout(resolve, LOOK_AGAIN_MS)));
  const collection = collectionOf(
    connection.models['Migration'] ?? connection.model<DoneMigration>('Migration', schema),
  );
  const left = async () => {
    const done = new Set((await collection.find({}).toArray()).map(({ _id }) => String(_id)));
    refuseNewer(done, migrations);
    return migrations.filter(({ id }) => !done.has(id));
  };
  while ((await left()).length > 0) {
    const until = new Date(now().getTime() + LEASE_MS);
    if (!(await leases.take(LEASE, holder, until, now()))) {
      await pause();
      continue;
    }
    try {
      return await runAll(await left());
    } finally {
      await leases.leave(LEASE, holder);
    }
  }
  return [];

  async function runAll(wanted: readonly Migration[]): Promise<string[]> {
    const { db } = connection;
    if (!db) return [];
    for (const { id, run } of wanted) {
      await run(db);
      await collection.updateOne({ _id: id }, { $set: { at: now() } }, { upsert: true });
    }
    return wanted.map(({ id }) => id);
  }
}

function refuseNewer(done: ReadonlySet<string>, migrations: readonly Migration[]): void {
  const unknown = [...done].filter((id) => !migrations.some((one) => one.id === id));
  if (unknown.length === 0) return;
  throw new BatonError(
    'store.newer',
    `The database was brought to a newer version of Baton: ${unknown.join(', ')}`,
    {
      mend: 'Start that version or a newer one; to go back, restore the backup from before the upgrade.',
    },
  );
}
