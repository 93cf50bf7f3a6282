import type { Trigger } from '../decide.ts';

const PERSON =
  '(?:human(?: being)?|person|people|someone|somebody|agents?|assistant|manager|supervisor|employee|team member|representative|rep|operator|advisor|adviser|specialist|staff(?: member)?|' +
  'support (?:agent|person|rep|team|staff)|customer (?:service|support|care)|live (?:agent|person|chat|support|human)|real (?:person|human|agent|one)|human (?:agent|support|help|operator))';
const WANT =
  '(?:want|need|wanna|would like|like|prefer|demand|request|require|get|give|have|find|bring|put|connect|transfer|pass|forward|escalate|switch|redirect|hand)';
const TALK =
  '(?:talk(?:ing)?|speak(?:ing)?|chat(?:ting)?|communicat(?:e|ing)|connect|be connected|be transferred|get through)';
const ADJECTIVES =
  '(?:(?:a|an|the|some|your|any|actual|real|live|human|normal|proper|goddamn|fucking|qualified|another|different|available|support) )*';

/** Strong: said outright. Each is matched on lower-case words with single spaces. */
const STRONG: readonly RegExp[] = [
  new RegExp(`\\b${TALK}(?: (?:to|with))? ${ADJECTIVES}${PERSON}\\b`),
  new RegExp(
    `\\b(?:contact|contacting|reach|reaching) (?:(?:a|an|the|some|your|any) ${ADJECTIVES}${PERSON}|someone|somebody)\\b`,
  ),
  new RegExp(
    `\\b${WANT}(?: to (?:have|get|see|be))?(?: me| us)?(?: over)?(?: to| with| through to| by)? ${ADJECTIVES}(?:human|person|representative|operator|live (?:agent|person|human|support|chat)|real (?:person|human|agent)|support agent|human agent|customer (?:service|support) (?:agent|rep|representative))\\b`,
  ),
  /\b(?:connect|transfer|pass|put|switch|redirect|forward|hand) (?:me|us|this)(?: \w+)? (?:to|with) (?:\w+ )?(?:agent|human|person|representative|rep|operator|support|someone|somebody|customer service|staff)\b/,
  /\b(?:real|live|actual) (?:human|person|agent)\b(?: please| now|$)/,
  /^(?:please )?(?:human|representative|operator|live agent|real person|human agent)(?: please| now| pls)?$/,
  /\b(?:agent|human|person|representative|operator) (?:please|pls|now)\b/,
  /\b(?:is there|can i (?:get|have)|could i (?:get|have)|may i (?:get|have)|get me|give me|i need|i want) (?:a|an|any|some|the)? ?(?:real |live |actual |human )*(?:human|person|agent|representative|operator)\b(?! (?:name|fee|id|key|code|version|string|license|portal|account|config|log|plugin|software|role))/,
  /\bnot (?:talk|speak|chat)(?:ing)? (?:to|with) (?:a |this )?(?:bot|robot|machine|ai)\b/,
];

/** Vague: a lone word that may or may not mean it. */
const VAGUE = /^(?:agent|support|help desk|helpdesk|someone|somebody|anyone|staff|person)(?: there| here)?$/;

/** Asking what we are, or comparing us to a human, is no request. */
const ABOUT_US =
  /\b(?:are you|am i|is this|you re|your|like) (?:(?:speaking|talking|chatting) (?:to|with) )?(?:ai or )?(?:an? |the )?(?:real |actual |live |normal )*(?:human|person|agent|bot|robot)\b/g;
/** The words that turn a request around, near before it. */
const NEGATED =
  /\b(?:don t|dont|do not|doesn t|didn t|did not|no need|not necessary|without|rather not|never|instead of|not)\b(?: \w+){0,4}$/;
const LOOKALIKE =
  /\b(?:human resources|human rights|human readable|human error|user agent|real estate agent|travel agent|insurance agent|in person)\b/g;

/** The customer asks for a human, in words. */
export const explicitRequest: Trigger = ({ text }) => {
  const clauses = text
    .toLowerCase()
    .replace(/```[\s\S]*?(?:```|$)/g, ' ')
    .split(/[.,;:!?\n]+/)
    .map(plainWords)
    .filter(Boolean);
  const asked = clauses.map(requestIn).find((request) => request !== undefined);
  if (asked) return { name: 'explicit_request', strength: 1, evidence: `asked for a human: “${asked}”` };
  const [only, ...more] = clauses;
  if (!only || more.length > 0 || !VAGUE.test(only)) return undefined;
  return { name: 'explicit_request', strength: 0.5, evidence: `may have asked for a human: “${only}”` };
};

function plainWords(clause: string): string {
  return clause
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(LOOKALIKE, ' ')
    .replace(ABOUT_US, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/** The words of a clause that ask for a human, unless words before them turn that around. */
function requestIn(clause: string): string | undefined {
  for (const pattern of STRONG) {
    const match = pattern.exec(clause);
    if (match && !NEGATED.test(clause.slice(0, match.index).trim())) return match[0];
  }
  return undefined;
}
