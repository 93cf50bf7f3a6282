import { z } from 'zod';
import type { DecisionRecord } from '../../escalation/decision-record.ts';
import { deskTime } from '../../handoff/desk-time.ts';
import type { CommandContext } from '../command/context.ts';
import { conversationHere } from '../command/conversation-here.ts';
import { command } from '../command/definition.ts';
import { code, list, plain } from '../command/show.ts';

const ACTIONS = {
  none: 'No human was offered or brought in',
  offer: 'A human was offered',
  escalate: 'A human was brought in',
} as const;

export const whyCommand = command({
  name: 'why',
  about: 'Tells why a human was brought in, offered, or not: the last decision with its signals.',
  who: 'agent',
  arguments: {
    conversation: {
      about: 'The conversation; the one of this thread where none is named.',
      allowed: 'the id of a conversation or an escalation, as in queue',
      schema: z.string().max(300).optional(),
      async complete({ store }: CommandContext) {
        const open = await store.escalations.inState('waiting', 25);
        return open.map(({ _id, ask }) => ({ value: _id, label: ask }));
      },
    },
  },
  examples: ['why'],
  async run({ conversation }, context) {
    const here = conversation === 'this' ? undefined : conversation;
    const record = await conversationHere(context, here);
    if (!record) {
      const where =
        here === undefined
          ? 'This is not the thread of a conversation'
          : `There is no conversation ${code(here)}`;
      return {
        refuse: `${where}. Give the command in the customer's thread or the card's thread, or name a conversation.`,
      };
    }
    const [last, ...before] = await context.store.decisions.why(record._id, 5);
    if (!last) return { say: 'Nothing has been decided about this conversation yet.', data: [] };
    const timeOf = (iso: string) => deskTime(iso, context.settings.current().desk.time_zone);
    const earlier = before.map(
      (one) => `${timeOf(one.at)}: ${ACTIONS[one.action].toLowerCase()} (urgency ${one.urgency.toFixed(2)})`,
    );
    const parts = [
      inWords(last, timeOf),
      ...(last.signals.length > 0 ? [list(last.signals.map(signalLine))] : []),
      ...(earlier.length > 0 ? [`Before that:\n\n${list(earlier)}`] : []),
    ];
    return { say: parts.join('\n\n'), data: [last, ...before] };
  },
});

function inWords(decision: DecisionRecord, timeOf: (iso: string) => string): string {
  const { action, urgency, offerAt, escalateAt, category, language, mood } = decision;
  const facts = [
    ...(category ? [`category ${plain(category.replaceAll('_', ' '))}`] : []),
    ...(language ? [`language ${plain(language)}`] : []),
    `mood ${mood.toFixed(2)}`,
  ];
  const scale = `urgency ${urgency.toFixed(2)}; offered from ${offerAt}, brought in from ${escalateAt}`;
  const signals = decision.signals.length > 0 ? 'The signals:' : 'There were no signals.';
  return `**${ACTIONS[action]}** at ${timeOf(decision.at)}: ${scale}; ${facts.join(', ')}. ${signals}`;
}

function signalLine({ name, strength, evidence }: DecisionRecord['signals'][number]): string {
  return `${name.replaceAll('_', ' ')} (${strength.toFixed(2)}): ${plain(evidence)}`;
}
