import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { messageOf } from './errors.ts';
import type { Metrics } from './metrics.ts';

export interface MonitorDeps {
  host: string;
  /** 0 for any free one. */
  port: number;
  metrics: Metrics;
  /** Brings the gauges up to date before they are read. */
  refresh(): Promise<void>;
  /** Rejects with what is wrong where this process cannot work. */
  ready(): Promise<void>;
}

/**
 * For whoever watches over Baton: `/metrics` in the format of Prometheus, `/healthz` says that the process lives, `/readyz`
 * that it can work. Rejects where the port is taken.
 */
export async function startMonitor({ host, port, metrics, refresh, ready }: MonitorDeps) {
  const app = new Hono();
  app.get('/healthz', (context) => context.text('ok\n'));
  app.get('/readyz', async (context) => {
    try {
      await ready();
      return context.text('ready\n');
    } catch (error) {
      return context.text(`${messageOf(error)}\n`, 503);
    }
  });
  app.get('/metrics', async (context) => {
    await refresh();
    return context.body(await metrics.registry.metrics(), 200, {
      'content-type': metrics.registry.contentType,
    });
  });
  app.onError((error, context) => context.text(`${messageOf(error)}\n`, 503));
  const server = createServer(getRequestListener(app.fetch));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const listening = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${listening}`,
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
