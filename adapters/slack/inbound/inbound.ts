import type { App } from '@slack/bolt';
import type { InboundEvent } from '../../../src/channels/events.ts';
import { formAction } from '../../../src/channels/form.ts';
import { shapeOf, textOf } from '../../../src/platform/shape.ts';
import type { AnswerDeps } from '../commands/answer-command.ts';
import type { CallDeps } from '../commands/command-call.ts';
import { onSlashCommand } from '../commands/slash-command.ts';
import { type FormDeps, openForm } from '../forms/open-form.ts';
import { FORM_VIEW } from '../forms/render-form.ts';
import { onSubmission } from '../forms/submit-form.ts';
import type { DeskMembers } from '../workspace/desk-members.ts';
import type { Happening, Nothing } from './happening.ts';
import { readActions } from './read-actions.ts';
import { readMessage } from './read-message.ts';
import { ASK_SUPPORT, readShortcut } from './read-shortcut.ts';
import { toEvent } from './to-event.ts';

interface InboundDeps extends FormDeps, AnswerDeps, CallDeps {
  deskMembers: DeskMembers | undefined;
  command: string;
}

/** Bolt types what may be shown with an acknowledgement more narrowly than Slack takes it. */
type Acknowledge = (answer?: object) => Promise<void>;

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

  app.action({ type: 'block_actions' }, async ({ body, ack }) => {
    const payload = shapeOf(body);
    for (const found of readActions(payload, territory)) {
      const action = found.kind === 'action' ? formAction(found.action) : undefined;
      if (found.kind !== 'action' || action === undefined) {
        await take(found);
        continue;
      }
      // Nothing is to be stored, and a form has no time to lose.
      await ack();
      const [triggerId, responseUrl] = [textOf(payload['trigger_id']), textOf(payload['response_url'])];
      await openForm({ press: found, action, triggerId, responseUrl }, deps);
    }
  });

  app.view(FORM_VIEW, ({ body, ack }) => onSubmission(shapeOf(body), ack as Acknowledge, deps));

  app.shortcut({ type: 'message_action', callback_id: ASK_SUPPORT }, ({ body }) =>
    take(readShortcut(shapeOf(body), territory)),
  );

  app.command(deps.command, ({ body, ack }) => onSlashCommand(shapeOf(body), ack as Acknowledge, deps));

  // Rethrown, so that the event is not acknowledged; the receiver logs it.
  app.error(async (error) => {
    throw error;
  });
}
