import { boltApp } from './bolt-app.ts';
import { serveOrders } from './serve-orders.ts';

/** Bare bolt: every message is answered, nothing is kept. */
serveOrders(boltApp(async () => async () => undefined));
