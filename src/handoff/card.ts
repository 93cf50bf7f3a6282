import type { Button, Card } from '../channels/content.ts';
import { formAction, formButton } from '../channels/form.ts';
import type { SimilarCase } from '../conversation/reply.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Texts } from '../platform/texts.ts';
import { fieldsOf } from './card-fields.ts';
import { sectionsOf } from './card-sections.ts';
import { deskTime } from './desk-time.ts';
import { plainLine } from './plain-line.ts';

/** Characters of a name in the lines on top. */
const NAME_LIMIT = 80;

export interface CardOptions {
  /** Cases that humans have resolved and that read like this one, the most alike first. */
  similar?: readonly SimilarCase[];
  /** IANA; times are told in it. */
  timeZone?: string;
}

/** The card of an escalation, as it now is. Pure; adapters keep it within their platform's limits. */
export function cardOf(
  escalation: Escalation,
  texts: Texts,
  { similar = [], timeZone = 'UTC' }: CardOptions = {},
): Card {
  const { customer, permalink } = escalation;
  return {
    title: texts.say(escalation.reason === 'signals' ? 'card.title_signals' : 'card.title', {
      customer: plainLine(customer.name, NAME_LIMIT),
    }),
    state: escalation.state,
    status: statusOf(escalation, texts, timeZone),
    fields: fieldsOf(escalation, texts, timeZone),
    sections: sectionsOf(escalation, texts, { similar, timeZone }),
    ...(escalation.state === 'waiting' && escalation.picks.length > 0
      ? { mentions: escalation.picks.map(({ id, name }) => ({ id, name })) }
      : {}),
    buttons: buttonsOf(escalation, texts),
    ...(permalink ? { link: { label: texts.say('card.open_thread'), url: permalink } } : {}),
  };
}

function statusOf(escalation: Escalation, texts: Texts, timeZone: string): string {
  const agent = plainLine(escalation.holder?.name ?? '', NAME_LIMIT);
  if (escalation.state === 'waiting')
    return texts.say('card.status_waiting', { since: deskTime(escalation.queuedAt, timeZone) });
  if (escalation.state === 'held') {
    const until = escalation.snoozedUntil && deskTime(escalation.snoozedUntil, timeZone);
    return until
      ? texts.say('card.status_snoozed', { agent, until })
      : texts.say('card.status_claimed', { agent });
  }
  if (escalation.approval?.decided === 'approved' && !escalation.holder)
    return texts.say('card.status_approved');
  return texts.say(`card.status_${escalation.outcome ?? 'resolved'}`, { agent });
}

function buttonsOf(escalation: Escalation, texts: Texts): Button[] {
  const button = (id: string, style?: Button['style']): Button => ({
    id,
    label: texts.say(`button.${formAction(id) ?? id}` as Parameters<Texts['say']>[0]),
    value: escalation.id,
    ...(style ? { style } : {}),
  });
  const undecided = escalation.approval && !escalation.approval.decided;
  const decide = undecided ? [button('approve', 'primary'), button('deny', 'danger')] : [];
  const soft = escalation.mode === 'soft';
  if (escalation.state === 'waiting') {
    return [
      ...decide,
      button('claim', undecided ? undefined : 'primary'),
      ...(soft ? [button('claim_copilot')] : []),
      ...(escalation.approval ? [] : [button('not_for_human')]),
    ];
  }
  if (escalation.state === 'held') {
    const suggest = soft ? [button('suggest')] : [];
    return [
      ...decide,
      button(formButton('resolve'), 'primary'),
      ...suggest,
      button(formButton('return')),
      button(formButton('transfer')),
      button(formButton('snooze')),
      button('release'),
      button('take_over'),
      button(soft ? 'go_hard' : 'go_soft'),
    ];
  }
  return [];
}
