import type { AgentDesk } from '../../channels/adapter.ts';
import type { FormAnswer, FormAsk } from '../../channels/form.ts';
import { type Conversation, newConversation } from '../../conversation/conversation.ts';
import { draftEdited } from '../../conversation/copilot.ts';
import { deskRefusal } from '../../conversation/desk-rights.ts';
import type { DeskView, Facts } from '../../conversation/facts.ts';
import { ownLanguage } from '../../conversation/own-language.ts';
import { COMMENT, ratingRefusal } from '../../conversation/rating.ts';
import { conversationOf } from '../../escalation/escalation.ts';
import type { Clock } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors.ts';
import type { Live } from '../../platform/live.ts';
import type { Logger } from '../../platform/logger.ts';
import type { TextKey } from '../../platform/texts.ts';
import type { Store } from '../../store/store.ts';
import { commentForm } from './comment-form.ts';
import { draftForm } from './draft-form.ts';
import { resolveForm } from './resolve-form.ts';
import { returnForm } from './return-form.ts';
import type { Built, Seen } from './seen.ts';
import { snoozeForm } from './snooze-form.ts';
import { transferForm } from './transfer-form.ts';

export interface OpenFormDeps {
  store: Pick<Store, 'conversations'>;
  clock: Clock;
  logger: Logger;
  desk: AgentDesk;
  /** What the forms are made by. */
  rules: Live<Pick<Facts, 'texts' | 'settings' | 'policy'>>;
  /** The desk as it is. */
  view(): Promise<DeskView>;
}

/** The forms at the desk, by the action that they lead to; besides them there is one for each draft. */
const DESK_FORMS: Readonly<Record<string, (seen: Seen) => Built>> = {
  resolve: resolveForm,
  transfer: transferForm,
  return: returnForm,
  snooze: snoozeForm,
};

/**
 * Gives the form that a button opens, as things are now, or says why there is none, in the words in which the action itself
 * would be refused. Changes nothing: what the form leads to is looked at again when it is sent. Rejects where the store
 * cannot be read.
 */
export function createOpenForm(deps: OpenFormDeps): (ask: FormAsk) => Promise<FormAnswer> {
  const { store, clock, logger, desk } = deps;

  async function atDesk(ask: FormAsk): Promise<FormAnswer> {
    const { texts, settings, policy } = deps.rules();
    const here = isDesk(ask, desk);
    const member = here ? await memberOf(ask) : false;
    const state = await conversationFor(ask);
    const draft = draftEdited(ask.action);
    const rights = { atDesk: here, actorIsMember: member === true, memberUnknown: member === undefined };
    const refusal = deskRefusal(state, ask, rights);
    if (refusal) return refused(texts.say(refusal.key, refusal.params));
    const builder = Object.hasOwn(DESK_FORMS, ask.action) ? DESK_FORMS[ask.action] : undefined;
    const { episode } = state;
    if (!episode || (!builder && draft === undefined)) return refused(texts.say('desk.unknown_action'));
    const facts = { now: clock.now(), texts, settings, policy, desk: await deps.view() };
    const seen = { state, episode, facts };
    const built = builder ? builder(seen) : draftForm(seen, draft ?? 0);
    return 'form' in built ? { kind: 'form', form: built.form } : refused(built.refused);
  }

  async function forCustomer(ask: FormAsk): Promise<FormAnswer> {
    const state = await conversationFor(ask);
    const { texts, settings } = deps.rules();
    const language = ownLanguage(state, settings);
    const say = (key: TextKey) => texts.say(key, {}, ...(language === undefined ? [] : [language]));
    if (ask.action !== COMMENT) return refused(say('customer.unknown_action'));
    const refusal = ratingRefusal(state, ask);
    if (refusal) return refused(say(refusal.key));
    return { kind: 'form', form: commentForm(ask.value, say) };
  }

  /** The conversation of the escalation that the button names; a new one, in which nothing may be done, where it names none. */
  async function conversationFor({ value, thread }: FormAsk): Promise<Conversation> {
    const id = conversationOf(value);
    const record = id === undefined ? null : await store.conversations.get(id);
    return record?.state ?? newConversation(thread);
  }

  /** Undefined where the desk cannot tell. */
  async function memberOf({ author }: FormAsk): Promise<boolean | undefined> {
    try {
      return await desk.isMember(author.id);
    } catch (error) {
      logger.warn({ reason: messageOf(error) }, 'the desk could not tell who its members are');
      return undefined;
    }
  }

  return async (ask) => {
    // A draft that was shown to its holder in a direct message is edited from there.
    const aside = ask.side === 'customer' && draftEdited(ask.action) !== undefined;
    if (!aside) return ask.side === 'desk' ? atDesk(ask) : forCustomer(ask);
    return atDesk({ ...ask, thread: { ...desk.channel, workspace: ask.workspace, platform: ask.platform } });
  };
}

function isDesk({ platform, workspace, thread }: FormAsk, { platform: own, channel }: AgentDesk): boolean {
  return platform === own && workspace === channel.workspace && thread.channel === channel.channel;
}

function refused(text: string): FormAnswer {
  return { kind: 'refused', text };
}
