import type mongoose from 'mongoose';

/** A change of what is stored, from one version of Baton to the next. */
export interface Migration {
  /** Never changed once released; they run in the order of the list. */
  id: string;
  about: string;
  /**
   * Safe to do again, for a process may die in the middle. Processes of the version before go on working meanwhile, so it
   * adds and fills in; what nobody reads any more is taken away a version later.
   */
  run(db: mongoose.mongo.Db): Promise<void>;
}

/** Every migration there is, oldest first. A new one goes to the end. */
export const MIGRATIONS: readonly Migration[] = [
  {
    id: '0001-when-an-escalation-was-queued',
    about: 'escalations from before there were leases have waited since they were opened',
    async run(db) {
      await db
        .collection('escalations')
        .updateMany({ queuedAt: { $exists: false } }, [{ $set: { queuedAt: '$openedAt' } }]);
    },
  },
];
