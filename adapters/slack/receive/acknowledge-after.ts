import type { App, ReceiverEvent } from '@slack/bolt';
import { messageOf } from '../../../src/platform/errors.ts';
import type { InFlight } from '../../../src/platform/in-flight.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { shapeOf, textOf } from '../../../src/platform/shape.ts';
import { type Addressee, refusalOf } from './gate.ts';

interface Deps {
  addressee: Addressee;
  flight: InFlight;
  logger: Logger;
}

/**
 * The app as its receiver sees it: bolt acknowledges an event before any listener has run, so its acknowledgement is
 * held back here until all have. If one fails, nothing is acknowledged, and Slack sends the event again. Listeners of
 * what people press, type and send may acknowledge sooner, with an answer.
 */
export function acknowledgeAfter(app: App, { addressee, flight, logger }: Deps): Pick<App, 'processEvent'> {
  async function process(event: ReceiverEvent): Promise<void> {
    let acknowledged = false;
    async function acknowledge(answer?: unknown): Promise<void> {
      if (acknowledged) return;
      acknowledged = true;
      try {
        await event.ack(answer);
      } catch (error) {
        logger.warn(
          { error: messageOf(error) },
          'An accepted event could not be acknowledged; Slack will send it again',
        );
      }
    }

    const refusal = refusalOf(event.body, addressee);
    const heldBack = shapeOf(event.body)['type'] === 'event_callback';
    if (refusal === undefined)
      await app.processEvent({ ...event, ack: heldBack ? async () => {} : acknowledge });
    else logger.warn({ refusal, ...factsOf(event.body) }, 'A payload from Slack was refused');
    await acknowledge();
  }

  return {
    async processEvent(event) {
      if (flight.closed) throw new Error('the adapter is stopping');
      await flight.run(() => process(event));
    },
  };
}

/** What a payload says of itself; nothing that a person wrote. */
function factsOf(body: unknown): object {
  const payload = shapeOf(body);
  const event = textOf(shapeOf(payload['event'])['type']);
  return { type: textOf(payload['type']).slice(0, 50), event: event.slice(0, 50) };
}
