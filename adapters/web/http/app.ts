import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { WebSettings } from '../settings.ts';
import type { Workspace } from '../workspace.ts';
import { customerRoutes } from './customer-routes.ts';
import { deskRoutes } from './desk-routes.ts';
import { HttpProblem, problem } from './fail.ts';
import { fileRoutes } from './file-routes.ts';
import { onlyOwnPages, onlyWithToken, safeHeaders } from './guard.ts';
import { type PageFile, readPageFiles } from './page-files.ts';
import { stream } from './stream.ts';

const MOST_BYTES = 256 * 1_024;

/** Everything that the web workspace serves. Streams end when `stopping` is aborted. */
export function createHttpApp(settings: WebSettings, workspace: Workspace, stopping: AbortSignal): Hono {
  const files = readPageFiles();
  const app = new Hono();
  app.use(safeHeaders);
  app.use(onlyOwnPages(settings));
  // Before the token, and saying nothing but that this runs: who watches a service has no cookie.
  app.get('/healthz', (context) => context.json({ ok: true }));
  app.use(onlyWithToken(settings.token, () => files.get('login.html')?.body ?? ''));
  app.route('/api/files', fileRoutes(workspace));
  app.use(
    bodyLimit({
      maxSize: MOST_BYTES,
      onError: (context) => problem(context, 413, `That is more than ${MOST_BYTES / 1_024} kB`),
    }),
  );
  app.route('/api/customer', customerRoutes(workspace));
  app.route('/api/desk', deskRoutes(workspace));
  app.get('/api/stream', (context) => stream(context, workspace, stopping));
  servePage(app, files);
  app.notFound((context) => problem(context, 404, 'There is nothing here'));
  app.onError((error, context) => {
    if (error instanceof HttpProblem) return problem(context, error.status, error.message);
    workspace.logger.error({ error, path: context.req.path }, 'a request to the web workspace failed');
    return problem(context, 500, 'Something went wrong on our side; try again in a moment');
  });
  return app;
}

function servePage(app: Hono, files: ReadonlyMap<string, PageFile>): void {
  for (const [name, { body, mediaType }] of files) {
    app.get(name === 'index.html' ? '/' : `/${name}`, (context) =>
      // Asked for again at each visit, so that page and server are always of one version.
      context.body(body, 200, { 'Content-Type': mediaType, 'Cache-Control': 'no-cache' }),
    );
  }
}
