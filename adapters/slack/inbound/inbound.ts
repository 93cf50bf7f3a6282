import type { App } from '@slack/bolt';
import type { Intake } from '../../../src/channels/adapter.ts';
import type { InboundEvent } from '../../../src/channels/events.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { shapeOf, textOf } from '../../../src/platform/shape.ts';
import type { DeskMembers } from '../workspace/desk-members.ts';
import type { DirectMessages } from '../workspace/direct-messages.ts';
import type { Directory } from '../workspace/directory.ts';
import type { Identity } from '../workspace/identity.ts';
import type { Happening, Nothing, Territory } from './happening.ts';
import { readActions } from './read-actions.ts';
import { readMessage } from './read-message.ts';
import { ASK_SUPPORT, readShortcut } from './read-shortcut.ts';
import { toCommand } from './to-command.ts';
import { toEvent } from './to-event.ts';

interface InboundDeps {
  intake: Intake;
  identity: Identity;
  territory: Territory;
  directory: Directory;
  directMessages: DirectMessages;
  deskMembers: DeskMembers | undefined;
  clock: Clock;
  logger: Logger;
  command: string;
}

/** Has the app hand in everything that concerns us. A listener fails where the intake could not store the event. */
export function listen(app: App, deps: InboundDeps): void {
  const { intake, territory, deskMembers, logger } = deps;

  async function handIn(event: InboundEvent): Promise<void> {
    const acceptance = await intake.accept(event);
    logger.debug({ id: event.id, kind: event.kind, acceptance }, 'An event of Slack was handed in');
  }

  async function take(found: Happening | Nothing): Promise<void> {
    if (found.kind !== 'nothing') return handIn(await toEvent(found, deps));
    if (found.malformed) logger.warn({ why: found.why }, 'A malformed event of Slack was refused');
    else logger.debug({ why: found.why }, 'An event of Slack concerns nobody');
  }

  const onMessage = ({ event }: { event: unknown }) => take(readMessage(shapeOf(event), territory));
  app.event('message', onMessage);
  app.event('app_mention', onMessage);

  const onMembership = (value: unknown, joined: boolean) => {
    const event = shapeOf(value);
    if (event['channel'] === territory.desk) deskMembers?.changed(textOf(event['user']), joined);
  };
  app.event('member_joined_channel', async ({ event }) => onMembership(event, true));
  app.event('member_left_channel', async ({ event }) => onMembership(event, false));

  app.action({ type: 'block_actions' }, async ({ body }) => {
    for (const found of readActions(shapeOf(body), territory)) await take(found);
  });

  app.shortcut({ type: 'message_action', callback_id: ASK_SUPPORT }, ({ body }) =>
    take(readShortcut(shapeOf(body), territory)),
  );

  app.command(deps.command, async ({ body }) => {
    const event = await toCommand(shapeOf(body), deps);
    if (event) await handIn(event);
    else logger.warn({}, 'A malformed command of Slack was refused');
  });

  // Rethrown, so that the event is not acknowledged; the receiver logs it.
  app.error(async (error) => {
    throw error;
  });
}
