import type { Card } from '../channels/content.ts';
import { soundsOf } from '../conversation/mood.ts';
import { spokenRange } from '../conversation/spoken-time.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Texts } from '../platform/texts.ts';
import { deskTime } from './desk-time.ts';
import { plainLine } from './plain-line.ts';

type Fields = Card['fields'];

/** Characters of a value; names have no end of their own. */
const VALUE_LIMIT = 200;

/** What a card tells at a glance: who it is, what was noticed, how long they wait and what they were told. */
export function fieldsOf(escalation: Escalation, texts: Texts, timeZone: string): Fields {
  const { customer, reason, area, openedAt, others = [] } = escalation;
  const fields = [
    { label: texts.say('card.field_customer'), value: customer.name },
    ...accountField(escalation, texts),
    ...(others.length > 0 ? [{ label: texts.say('card.field_others'), value: others.join(', ') }] : []),
    { label: texts.say('card.field_asked'), value: texts.say(`card.reason_${reason}`) },
    ...(area ? [{ label: texts.say('card.field_area'), value: area }] : []),
    ...noticedFields(escalation, texts),
    ...contactField(escalation, texts),
    { label: texts.say('card.field_opened'), value: deskTime(openedAt, timeZone) },
    ...waitFields(escalation, texts, timeZone),
    ...endFields(escalation, texts),
  ];
  return fields.map(({ label, value }) => ({ label, value: plainLine(value, VALUE_LIMIT) }));
}

function accountField({ account }: Escalation, texts: Texts): Fields {
  if (!account) return [];
  const { name, tier, value } = account;
  const worth = value === null ? '' : new Intl.NumberFormat('en').format(value);
  const parts = [name, tier, worth && texts.say('card.account_value', { value: worth })];
  return [{ label: texts.say('card.field_account'), value: parts.filter(Boolean).join(' · ') }];
}

/** What was noticed in the customer's words, and what routing goes by. */
function noticedFields({ category, language, mood, complexity, skill }: Escalation, texts: Texts): Fields {
  return [
    ...(category ? [{ label: texts.say('card.field_category'), value: category.replaceAll('_', ' ') }] : []),
    ...(language ? [{ label: texts.say('card.field_language'), value: languageName(language) }] : []),
    { label: texts.say('card.field_mood'), value: texts.say(`card.mood_${soundsOf(mood)}`) },
    { label: texts.say('card.field_complexity'), value: texts.say(`card.complexity_${complexity}`) },
    ...(skill ? [{ label: texts.say('card.field_skill'), value: skill }] : []),
  ];
}

/** How it ended, and why the assistant could not do it. */
function endFields({ state, resolution, gap }: Escalation, texts: Texts): Fields {
  if (state !== 'ended') return [];
  return [
    ...(resolution
      ? [{ label: texts.say('card.field_resolution'), value: texts.say(`form.resolution_${resolution}`) }]
      : []),
    ...(gap ? [{ label: texts.say('card.field_gap'), value: texts.say(`form.gap_${gap}`) }] : []),
  ];
}

/** `German` for `de`; what is no language stays as it is. */
function languageName(language: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

function contactField({ contacts, priorContacts }: Escalation, texts: Texts): Fields {
  const conversations = contacts?.conversations ?? 0;
  const people = (contacts?.escalations ?? 0) + priorContacts;
  if (conversations + people === 0) return [];
  const value = texts.say('card.contacts', { conversations: String(conversations), people: String(people) });
  return [{ label: texts.say('card.field_contacts'), value }];
}

/** What the customer was told of the wait, first and last, and in the end how long it was. */
function waitFields(
  { state, wait, toldAgain, queuedAt, claimedAt }: Escalation,
  texts: Texts,
  timeZone: string,
): Fields {
  const label = texts.say('card.field_wait');
  const waited =
    claimedAt === null || state === 'waiting' ? null : Date.parse(claimedAt) - Date.parse(queuedAt);
  const minutes = waited === null ? '' : spokenRange({ low: waited, high: waited }, 'en');
  return [
    ...(wait ? [{ label, value: toldAtFirst(wait, texts) }] : []),
    ...(toldAgain
      ? [
          {
            label: texts.say('card.field_told_again'),
            value: texts.say(toldAgain.rest ? 'card.told_more' : 'card.told_still', {
              at: deskTime(toldAgain.at, timeZone),
              range: toldAgain.rest ? spokenRange(toldAgain.rest, 'en') : '',
            }),
          },
        ]
      : []),
    ...(minutes ? [{ label: texts.say('card.field_waited'), value: minutes }] : []),
  ];
}

function toldAtFirst({ told, asleep }: NonNullable<Escalation['wait']>, texts: Texts): string {
  if (asleep) return texts.say('card.wait_asleep');
  return told
    ? texts.say('card.wait_told', { range: spokenRange(told, 'en') })
    : texts.say('card.wait_unknown');
}
