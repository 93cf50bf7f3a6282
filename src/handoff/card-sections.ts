import type { CardSection } from '../channels/content.ts';
import { oneLine } from '../conversation/one-line.ts';
import type { SimilarCase } from '../conversation/reply.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Texts } from '../platform/texts.ts';
import { deskDay, deskTime } from './desk-time.ts';
import { plainLine } from './plain-line.ts';

/** Characters of what solved a case, of a piece of evidence, and of a name in a list. */
const SOLUTION_LIMIT = 200;
const EVIDENCE_LIMIT = 200;
const NAME_LIMIT = 100;
/** Characters of words on one line, of a first message, and of an address that is worth its room. */
const WORDS_LIMIT = 400;
const FIRST_LIMIT = 900;
const URL_LIMIT = 300;
/** Lines of a list, and sources of an answer; what is beyond is told by its number. */
const LINES = 10;
const SOURCES = 5;

/** What a card tells in words, the most important first: where a platform takes less, it leaves out the last. */
export function sectionsOf(
  escalation: Escalation,
  texts: Texts,
  { similar, timeZone }: { similar: readonly SimilarCase[]; timeZone: string },
): CardSection[] {
  return [
    ...approvalSection(escalation, texts),
    ...solutionSection(escalation, texts),
    ...noteSection(escalation, texts),
    askSection(escalation, texts),
    ...sinceSection(escalation, texts, timeZone),
    triedSection(escalation, texts),
    whySection(escalation, texts),
    ...nextSection(escalation, similar, texts),
    ...firstSection(escalation, texts),
    ...picksSection(escalation, texts),
    ...contactsSection(escalation, texts, timeZone),
  ];
}

function approvalSection({ approval }: Escalation, texts: Texts): CardSection[] {
  if (!approval) return [];
  const { summary, decided } = approval;
  const heading = texts.say(`card.section_approval_${decided ?? 'waits'}`);
  return [{ heading, text: inLine(summary) }];
}

function solutionSection({ state, solution }: Escalation, texts: Texts): CardSection[] {
  if (state !== 'ended' || !solution) return [];
  return [{ heading: texts.say('card.section_solution'), text: inLine(solution) }];
}

/** What whoever handed it on wrote for the next agent. */
function noteSection({ state, note }: Escalation, texts: Texts): CardSection[] {
  if (state === 'ended' || !note) return [];
  return [{ heading: texts.say('card.section_note', { agent: note.by }), text: inLine(note.text) }];
}

/** In the customer's words, and where a model has told it in short, in those first. */
function askSection({ ask, brief }: Escalation, texts: Texts): CardSection {
  const heading = texts.say('card.section_ask');
  const words = inLine(ask) || texts.say('card.no_ask');
  if (!brief?.summary) return { heading, text: words };
  return {
    heading: texts.say('card.section_brief'),
    text: `${inLine(brief.summary)}\n\n> ${words}`,
  };
}

function sinceSection({ since, state }: Escalation, texts: Texts, timeZone: string): CardSection[] {
  if (!since || state === 'ended') return [];
  const { count, name, at, text } = since;
  const words = text ? inLine(text) : `*${texts.say('record.deleted')}*`;
  const heading = texts.say('card.section_since', { count: String(count) });
  return [{ heading, text: `**${label(name)}** · ${deskTime(at, timeZone)}\n> ${words}` }];
}

function triedSection({ tried }: Escalation, texts: Texts): CardSection {
  const lines = tried.map(({ text, sources }) => {
    const links = sources
      .slice(0, SOURCES)
      .map(({ title, url }) => (url && url.length <= URL_LIMIT ? `[${label(title)}](${url})` : label(title)));
    const more = sources.length - links.length;
    const all = [...links, ...(more > 0 ? [texts.say('card.more', { count: String(more) })] : [])].join(', ');
    return `${inLine(text)}${all ? ` (${all})` : ''}`;
  });
  return {
    heading: texts.say('card.section_tried'),
    text: listed(lines, texts) || texts.say('card.nothing_tried'),
  };
}

function whySection({ signals, earlier }: Escalation, texts: Texts): CardSection {
  const lines = [
    ...signals.map(({ evidence }) => evidence),
    ...earlier.map((evidence) => texts.say('card.earlier', { evidence })),
  ];
  return {
    heading: texts.say('card.section_why'),
    text:
      listed(
        lines.map((line) => inLine(oneLine(line, EVIDENCE_LIMIT))),
        texts,
      ) || texts.say('card.no_signals'),
  };
}

/** What solved cases like it: the most alike first, which is what to try next. */
function nextSection({ state }: Escalation, similar: readonly SimilarCase[], texts: Texts): CardSection[] {
  if (similar.length === 0 || state === 'ended') return [];
  const lines = similar.map(({ ask, solution }) =>
    [
      `**${inLine(oneLine(solution, SOLUTION_LIMIT))}**`,
      texts.say('card.solved', { ask: oneLine(ask, SOLUTION_LIMIT) }),
    ].join(' '),
  );
  return [{ heading: texts.say('card.section_next'), text: listed(lines, texts) }];
}

/** How the holder may begin; of no use once they have. */
function firstSection({ state, firstMessage, answeredAt }: Escalation, texts: Texts): CardSection[] {
  if (state === 'ended' || answeredAt || !firstMessage?.text) return [];
  const key = firstMessage.byModel ? 'card.section_first_model' : 'card.section_first';
  const quoted = clipped(firstMessage.text)
    .split('\n')
    .map((line) => `> ${line}`);
  return [{ heading: texts.say(key), text: quoted.join('\n') }];
}

/** Whom the desk asks to take it, and why. */
function picksSection({ state, picks }: Escalation, texts: Texts): CardSection[] {
  if (state !== 'waiting' || picks.length === 0) return [];
  const lines = picks.map(({ name, why }) => `${label(name)}: ${plainLine(why, SOLUTION_LIMIT)}`);
  return [{ heading: texts.say('card.section_picks'), text: listed(lines, texts) }];
}

function contactsSection({ contacts }: Escalation, texts: Texts, timeZone: string): CardSection[] {
  if (!contacts || contacts.latest.length === 0) return [];
  const lines = contacts.latest.map(({ at, ask, outcome, agent }) => {
    const became = texts.say(`card.contact_${outcome ?? 'open'}`);
    return [deskDay(at, timeZone), inLine(ask), became, ...(agent ? [label(agent)] : [])].join(' · ');
  });
  return [{ heading: texts.say('card.section_contacts'), text: listed(lines, texts) }];
}

function listed(lines: readonly string[], texts: Texts): string {
  const more = lines.length - LINES;
  const shown =
    more > 0 ? [...lines.slice(0, LINES), texts.say('card.more', { count: String(more) })] : lines;
  return shown.map((line) => `- ${line}`).join('\n');
}

function clipped(text: string): string {
  return text.length <= FIRST_LIMIT ? text : `${text.slice(0, FIRST_LIMIT).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A name as plain words on one line, in Markdown. */
function label(name: string): string {
  return plainLine(name, NAME_LIMIT).replace(/[\\`*~[\]<>&|_]/g, '\\$&');
}

/** Words of a customer inside a line: their marks hold there, but make no heading, quote, list or block of it. */
function inLine(text: string): string {
  return plainLine(text, WORDS_LIMIT)
    .replace(/`{3,}|~{3,}/g, "'''")
    .replace(/^\s*(?=[#>|+*-]|\d{1,9}[.)])/, '')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^(#{1,6}|[>|]|[-+*]+)(?=\s|$)/, '\\$1')
    .replace(/^>/, '\\>');
}
