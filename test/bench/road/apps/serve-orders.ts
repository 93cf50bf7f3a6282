import { collectGarbage } from './collect-garbage.ts';
import type { Access, Answered, Asked, Usage } from './protocol.ts';

/** An app that the harness can start. */
export interface MeasuredApp {
  /** Starts to receive, and gives the request URL. */
  start(access: Access): Promise<string>;
  /** Takes so long over every answer from now on, milliseconds. */
  answerAfter(ms: number): void;
}

/** Serves the harness' orders until it hangs up; then this process ends, whatever it is doing. */
export function serveOrders(app: MeasuredApp): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (asked: Asked) => {
    const answer = (answered: Answered) => process.send?.(answered);
    carryOut(app, asked).then(
      (result) => answer({ id: asked.id, result }),
      (error: unknown) => answer({ id: asked.id, error: String((error as Error).stack ?? error) }),
    );
  });
}

async function carryOut(app: MeasuredApp, order: Asked): Promise<unknown> {
  if (order.do === 'start') return app.start(order.access);
  if (order.do === 'answer_after') return app.answerAfter(order.ms);
  return usage(order.collect);
}

async function usage(collect: boolean): Promise<Usage> {
  const heap = collect ? await collectGarbage() : 0;
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, rss: process.memoryUsage.rss(), heap };
}
