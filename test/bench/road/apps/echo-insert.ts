import mongoose from 'mongoose';
import { startEmbeddedMongo } from '../../../../src/embedded-mongo/start.ts';
import { createLogger } from '../../../../src/platform/logger.ts';
import { boltApp } from './bolt-app.ts';
import { serveOrders } from './serve-orders.ts';

const schema = new mongoose.Schema({ channel: String, user: String, text: String, ts: String });

/** Bolt, and each message is stored before it is answered: one insert through mongoose. */
serveOrders(
  boltApp(async ({ dataDir }) => {
    const { uri } = await startEmbeddedMongo({
      dataDir,
      port: 0,
      logger: createLogger('error'),
      thread: 'worker',
    });
    const connection = await mongoose.createConnection(uri, { maxPoolSize: 50 }).asPromise();
    const messages = connection.model('Message', schema);
    return (message) => messages.create(message);
  }),
);
