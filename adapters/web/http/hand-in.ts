import type { InboundEvent } from '../../../src/channels/events.ts';
import type { Workspace } from '../workspace.ts';
import { HttpProblem } from './fail.ts';

/** Hands an event in, and returns only once it is kept. The page shows anything else as not sent, and sends again. */
export async function handIn({ intake, logger }: Workspace, event: InboundEvent): Promise<void> {
  if (!intake) throw new HttpProblem(503, 'Baton is stopping; try again in a moment');
  let acceptance: Awaited<ReturnType<typeof intake.accept>>;
  try {
    acceptance = await intake.accept(event);
  } catch (error) {
    logger.error({ error, event: event.id }, 'an event from the web workspace could not be stored');
    throw new HttpProblem(503, 'This could not be stored; try again in a moment');
  }
  if (acceptance === 'refused') throw new HttpProblem(422, 'This cannot be taken as it is');
}
