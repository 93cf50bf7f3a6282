import type { Trigger } from '../decide.ts';

const PERSON =
  '(?:human(?: being)?|person|people|someone|somebody|agent|representative|rep|operator|advisor|adviser|specialist|staff(?: member)?|' +
  'support (?:agent|person|rep|team|staff)|customer (?:service|support|care)|live (?:agent|person|chat|support|human)|real (?:person|human|agent|one)|human (?:agent|support|help|operator))';
const WANT =
  '(?:want|need|wanna|would like|like|prefer|demand|request|require|get|give|have|find|bring|put|connect|transfer|pass|forward|escalate|switch|redirect|hand)';
const TALK = '(?:talk|speak|chat|communicate|connect|be connected|be transferred|get through|write|deal)';
const ADJECTIVES =
  '(?:(?:a|an|the|some|your|any|actual|real|live|human|proper|qualified|another|different|available|support) )*';

/** Strong: said outright. Each is matched on lower-case words with single spaces. */
const STRONG: readonly RegExp[] = [
  new RegExp(`\\b${TALK} (?:to|with) ${ADJECTIVES}${PERSON}\\b`),
  new RegExp(
    `\\b${WANT}(?: to (?:have|get|see|be))?(?: me| us)?(?: over)?(?: to| with| through to| by)? ${ADJECTIVES}(?:human|person|representative|operator|live \\w+|real (?:person|human|agent)|support agent|human agent|customer (?:service|support) (?:agent|rep|representative))\\b`,
  ),
  /\b(?:connect|transfer|pass|put|switch|redirect|forward|hand) (?:me|us|this)(?: \w+)? (?:to|with) (?:\w+ )?(?:agent|human|person|representative|rep|operator|support|someone|somebody|customer service|staff)\b/,
  /\b(?:real|live|actual) (?:human|person|agent)\b(?: please| now|$)/,
  /^(?:please )?(?:human|representative|operator|live agent|real person|human agent)(?: please| now| pls)?$/,
  /\b(?:agent|human|person|representative|operator) (?:please|pls|now)\b/,
  /\b(?:is there|can i (?:get|have)|could i (?:get|have)|may i (?:get|have)|get me|give me|i need|i want) (?:a|an|any|some|the)? ?(?:real |live |actual |human )*(?:human|person|agent|representative|operator|someone)\b(?! (?:name|fee|id|key|code|version|string|license|portal|account|config|log|plugin|software|role))/,
  /\bnot (?:talk|speak|chat)(?:ing)? (?:to|with) (?:a |this )?(?:bot|robot|machine|ai)\b/,
];

/** Vague: a lone word that may or may not mean it. */
const VAGUE = /^(?:agent|support|help desk|helpdesk|someone|somebody|anyone|staff|person)(?: there| here)?$/;

/** The words that turn a request around, near before it. */
const NEGATED =
  /\b(?:don t|dont|do not|doesn t|didn t|did not|no need|not necessary|without|rather not|never|instead of|not)\b(?: \w+){0,4}$/;
const LOOKALIKE =
  /\b(?:human resources|human rights|human readable|human error|user agent|real estate agent|travel agent|insurance agent|in person)\b/g;

/** The customer asks for a human, in words. */
export const explicitRequest: Trigger = ({ text }) => {
  const line = text
    .toLowerCase()
    .replace(/```[\s\S]*?(?:```|$)/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(LOOKALIKE, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  for (const pattern of STRONG) {
    const match = pattern.exec(line);
    if (!match) continue;
    const negatable = !pattern.source.startsWith('\\bnot');
    if (negatable && NEGATED.test(line.slice(0, match.index).trim())) continue;
    return { name: 'explicit_request', strength: 1, evidence: `asked for a human: “${match[0]}”` };
  }
  if (VAGUE.test(line)) {
    return { name: 'explicit_request', strength: 0.5, evidence: `may have asked for a human: “${line}”` };
  }
  return undefined;
};
