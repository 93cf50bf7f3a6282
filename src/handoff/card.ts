import type { Button, Card, CardSection } from '../channels/content.ts';
import { oneLine } from '../conversation/one-line.ts';
import type { SimilarCase } from '../conversation/reply.ts';
import { spokenRange } from '../conversation/spoken-time.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Texts } from '../platform/texts.ts';

/** Characters of what solved a case. */
const SOLUTION_LIMIT = 200;
/** From here on a customer sounds upset, or pleased. */
const MOOD = 0.3;

/** The card of an escalation, as it now is. Pure; adapters keep it within their platform's limits. */
export function cardOf(escalation: Escalation, texts: Texts, similar: readonly SimilarCase[] = []): Card {
  const { customer, permalink, area } = escalation;
  return {
    title: texts.say(isAskedFor(escalation) ? 'card.title' : 'card.title_signals', {
      customer: customer.name,
    }),
    state: escalation.state,
    status: statusOf(escalation, texts),
    fields: [
      { label: texts.say('card.field_customer'), value: customer.name },
      { label: texts.say('card.field_asked'), value: texts.say(`card.reason_${escalation.reason}`) },
      ...(area ? [{ label: texts.say('card.field_area'), value: area }] : []),
      ...noticedFields(escalation, texts),
      ...deskFields(escalation, texts),
      { label: texts.say('card.field_opened'), value: timeOf(escalation.openedAt) },
    ],
    sections: [
      ...approvalSection(escalation, texts),
      askSection(escalation, texts),
      triedSection(escalation, texts),
      whySection(escalation, texts),
      ...picksSection(escalation, texts),
      ...similarSection(similar, texts),
    ],
    ...(escalation.state === 'waiting' && escalation.picks.length > 0
      ? { mentions: escalation.picks.map(({ id, name }) => ({ id, name })) }
      : {}),
    buttons: buttonsOf(escalation, texts),
    ...(permalink ? { link: { label: texts.say('card.open_thread'), url: permalink } } : {}),
  };
}

/** Whether the customer themself asked for a human. */
function isAskedFor({ reason }: Escalation): boolean {
  return reason !== 'signals' && reason !== 'agent';
}

/** What was noticed in the customer's words. */
function noticedFields({ category, language, mood }: Escalation, texts: Texts): Card['fields'] {
  const sounds = mood <= -MOOD ? 'upset' : mood >= MOOD ? 'pleased' : 'calm';
  return [
    ...(category ? [{ label: texts.say('card.field_category'), value: category.replaceAll('_', ' ') }] : []),
    ...(language ? [{ label: texts.say('card.field_language'), value: language }] : []),
    { label: texts.say('card.field_mood'), value: texts.say(`card.mood_${sounds}`) },
  ];
}

/** What routing goes by, and what the customer was told. */
function deskFields({ complexity, priorContacts, skill, wait }: Escalation, texts: Texts): Card['fields'] {
  const told = wait?.told && texts.say('card.wait_told', { range: spokenRange(wait.told, 'en') });
  return [
    { label: texts.say('card.field_complexity'), value: texts.say(`card.complexity_${complexity}`) },
    ...(priorContacts > 0 ? [{ label: texts.say('card.field_contacts'), value: String(priorContacts) }] : []),
    ...(skill ? [{ label: texts.say('card.field_skill'), value: skill }] : []),
    ...(told ? [{ label: texts.say('card.field_wait'), value: told }] : []),
  ];
}

/** Whom the desk asks to take it, and why. */
function picksSection({ state, picks }: Escalation, texts: Texts): CardSection[] {
  if (state !== 'waiting' || picks.length === 0) return [];
  const lines = picks.map(({ name, why }) => `- ${escapeLabel(name)}: ${why}`);
  return [{ heading: texts.say('card.section_picks'), text: lines.join('\n') }];
}

function similarSection(similar: readonly SimilarCase[], texts: Texts): CardSection[] {
  if (similar.length === 0) return [];
  const lines = similar.map(({ ask, solution }) => `- ${ask} → ${oneLine(solution, SOLUTION_LIMIT)}`);
  return [{ heading: texts.say('card.section_similar'), text: lines.join('\n') }];
}

function statusOf(escalation: Escalation, texts: Texts): string {
  const agent = escalation.holder?.name ?? '';
  if (escalation.state === 'waiting')
    return texts.say('card.status_waiting', { since: timeOf(escalation.openedAt) });
  if (escalation.state === 'held') {
    const until = escalation.snoozedUntil && timeOf(escalation.snoozedUntil);
    return until
      ? texts.say('card.status_snoozed', { agent, until })
      : texts.say('card.status_claimed', { agent });
  }
  if (escalation.approval?.decided === 'approved' && !escalation.holder)
    return texts.say('card.status_approved');
  return texts.say(`card.status_${escalation.outcome ?? 'resolved'}`, { agent });
}

function askSection({ ask }: Escalation, texts: Texts): CardSection {
  return { heading: texts.say('card.section_ask'), text: ask || texts.say('card.no_ask') };
}

function approvalSection({ approval }: Escalation, texts: Texts): CardSection[] {
  if (!approval) return [];
  const { summary, decided } = approval;
  const heading = texts.say(`card.section_approval_${decided ?? 'waits'}`);
  return [{ heading, text: summary }];
}

function triedSection({ tried }: Escalation, texts: Texts): CardSection {
  const lines = tried.map(({ text, sources }) => {
    const links = sources
      .map(({ title, url }) => (url ? `[${escapeLabel(title)}](${url})` : title))
      .join(', ');
    return `- ${text}${links ? ` (${links})` : ''}`;
  });
  return {
    heading: texts.say('card.section_tried'),
    text: lines.join('\n') || texts.say('card.nothing_tried'),
  };
}

function whySection({ signals, earlier }: Escalation, texts: Texts): CardSection {
  const lines = [
    ...signals.map(({ evidence }) => evidence),
    ...earlier.map((evidence) => texts.say('card.earlier', { evidence })),
  ];
  return {
    heading: texts.say('card.section_why'),
    text: lines.map((line) => `- ${line}`).join('\n') || texts.say('card.no_signals'),
  };
}

function buttonsOf(escalation: Escalation, texts: Texts): Button[] {
  const button = (id: string, style?: Button['style']): Button => ({
    id,
    label: texts.say(`button.${id}` as Parameters<Texts['say']>[0]),
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
      button('resolve', 'primary'),
      ...suggest,
      button('return'),
      button('snooze'),
      button('release'),
      button('take_over'),
      button(soft ? 'go_hard' : 'go_soft'),
    ];
  }
  return [];
}

function escapeLabel(label: string): string {
  return label.replace(/[[\]\\]/g, '\\$&');
}

/** Date and minute in UTC, until the desk has a time zone of its own. */
function timeOf(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
