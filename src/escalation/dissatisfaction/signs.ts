import type { Exchange } from './exchange.ts';

/** What the customer's words say, beside what we said last. */
const CUSTOMER: Readonly<Record<string, RegExp>> = {
  no: /^\W*(?:no|nope|nah|not|actually|wrong|sorry|oh|wait|don't|dont|never|i (?:don't|do not|would rather|actually))\b/,
  yes: /^\W*(?:yes|yeah|yep|sure|ok|okay|great|perfect|correct|right|that|sounds|good|fine|cool|awesome|nice|thanks|thank)\b/,
  other:
    /\b(?:others?|another|else|different|(?:any )?more|again|instead|rather|something|alternat\w*|options?|elsewhere|next)\b/,
  closing:
    /thank|that's all|that is all|that's it|nothing|\bbye\b|all i need|no more|all set|that(?:'ll| will) be all|appreciate/,
  change:
    /\b(?:wan(?:t|ted)|need|make it|change|prefer|meant|should be|would like|instead|looking for|rather)\b/,
  question: /\?/,
};
/** What we said last. */
const ASSISTANT: Readonly<Record<string, RegExp>> = {
  confirmed:
    /\b(?:confirm|verify|correct|right\?|make sure|double check|ensure|is this|just to|please check)\b/,
  offered:
    /\b(?:would you|do you (?:want|wish)|shall i|want me|should i|want to|interested in|can i)\b(?!.*\b(?:confirm|verify)\b)/,
  closed:
    /anything (?:else|more)|something (?:else|more)|further|other help|help you|more help|else i can|assist/,
  failed:
    /sorry|apolog|unable|could ?n[o']t|unfortunately|can ?n[o']t|didn't go|fail|not able|wasn't|unsuccessful|no (?:other|more)|not success|problem|issue|error/,
  suggested:
    /how about|what about|there(?:'s| is| are)|i found|\bfound\b|\btry\b|located|results|options|do you like|have a/,
  asked: /\?\s*$/,
};
const NEGATION = /^\W*(?:no|nope|actually)\b/;
const SHORT_WORDS = 4;

/** The signs of one exchange by name, 0..1 each; what is absent is 0. Time grows with the length of the texts. */
export function signsOf({ customer, assistant, before }: Exchange): Map<string, number> {
  const said = customer.text;
  const numbers = numbersIn(said);
  const ours = numbersIn(assistant);
  const flags = [
    ...Object.entries(CUSTOMER).flatMap(([name, words]) => (words.test(said) ? [name] : [])),
    ...(assistant === ''
      ? []
      : Object.entries(ASSISTANT).flatMap(([name, words]) => (words.test(assistant) ? [name] : []))),
    ...(customer.words <= SHORT_WORDS ? ['short'] : []),
    ...(NEGATION.test(said) ? ['refused'] : []),
    ...(numbers.some((one) => !ours.includes(one)) ? ['new_number'] : []),
    ...(ours.some((one) => !before.numbers.includes(one) && !numbers.includes(one)) ? ['our_number'] : []),
  ];
  const signs = new Map<string, number>(flags.map((name) => [name, 1]));
  for (const [at, one] of flags.entries()) {
    for (const other of flags.slice(at + 1)) signs.set(`${one}+${other}`, 1);
  }
  if (signs.has('no')) threefold(signs);
  history(signs, before);
  signs.set('length', Math.min(customer.words, 20) / 20);
  signs.set('alike', before.alike);
  signs.set('alike_last', before.alikeLast);
  signs.set('answer_alike', before.answerAlike);
  return signs;
}

/** A “no” means one thing before “that is all”, and another before what was wrong. */
function threefold(signs: Map<string, number>): void {
  for (const ours of ['confirmed', 'offered', 'closed', 'failed', 'suggested']) {
    if (!signs.has(ours)) continue;
    for (const rest of ['closing', 'change', 'other', 'short', 'new_number']) {
      signs.set(`no+${ours}+${signs.has(rest) ? '' : '!'}${rest}`, 1);
    }
  }
}

function history(signs: Map<string, number>, before: Exchange['before']): void {
  if (before.turns === 0) signs.set('first', 1);
  signs.set('turns', Math.min(before.turns, 20) / 10);
  signs.set('refusals', Math.min(before.refusals, 4) / 4);
  signs.set('others', Math.min(before.others, 4) / 4);
  signs.set('failures', Math.min(before.failures, 3) / 3);
  if (signs.has('no') || signs.has('other')) {
    signs.set('again_refused', Math.min(before.refusals, 4) / 4);
    signs.set('again_others', Math.min(before.others, 4) / 4);
  }
  if (before.lastAskedOther && signs.has('other')) signs.set('other_twice', 1);
  if (before.lastRefused && signs.has('no')) signs.set('no_twice', 1);
}

const OUTRIGHT = [
  /\b(?:that|this|it|which)(?:'s| is| was|s) (?:still )?(?:not|n't) (?:(?:at all |really |quite )?(?:what i (?:asked|meant|said|want|need|wrote|am asking)|(?:the )?(?:right|correct|answer|helpful|helping|my (?:question|problem|issue)|working|true)))/,
  /\b(?:isn't|wasn't|isnt|wasnt) (?:what i (?:asked|meant|said|want|need|wrote)|helpful|helping|my question|(?:an|the|my) answer)/,
  /\b(?:didn't|doesn't|does not|did not|didnt|doesnt|hasn't|won't|not) (?:help(?:ed|ing|ful)?|answer(?:ed|ing)?(?: (?:me|my|the))?|solve[ds]?|fix(?:ed)?|understand(?:ing)?|listen(?:ing)?|make (?:any )?sense)\b(?!.{0,20}\bwhy\b)/,
  /\byou(?:'ve| have)? (?:already|just|keep) (?:said|told|sent|asked?|saying|telling|asking|sending|repeat(?:ed|ing)|gave|given|giving)\b/,
  /\b(?:i|we)(?:'ve| have)? (?:already|just) (?:tried|did|done|said|told|asked|explained|answered|checked|read)\b/,
  /\b(?:as|like) i (?:already )?(?:said|told you|wrote|explained)\b|\bhow many times (?:do|must|should|have) i\b/,
  /\bstill (?:not|no|nothing|doesn't|does not|isn't|can't|cannot|won't|broken|failing|fails|the same|happening|stuck|wrong)\b/,
  /\byou(?:'re| are|re) (?:not|n't) (?:listening|helping|answering|understanding|reading)|\b(?:read|answer) my (?:question|message)\b/,
  /\b(?:same|wrong) (?:answer|reply|response|link|article|thing)\b|\bthat(?:'s| is) wrong\b|\bnot true\b/,
  /\b(?:useless|no use|pointless|waste of time|going (?:around )?in circles|nonsense)\b/,
];

/** Whether a customer says outright that our answer was none. */
export const saysSo = (text: string): boolean => OUTRIGHT.some((words) => words.test(text));

/** Whether a customer's text turns something down. */
export const refuses = (text: string): boolean => NEGATION.test(text);

/** Whether a customer's text asks for something else. */
export const asksForOther = (text: string): boolean => /\b(?:other|another|else|different)\b/.test(text);

/** Whether an answer tells of a failure. */
export const tellsFailure = (text: string): boolean =>
  /sorry|apolog|unable|could ?n[o']t|unfortun/.test(text);

/** The numbers in a text, at most 20. */
export function numbersIn(text: string): string[] {
  return (text.match(/\d{1,12}/g) ?? []).slice(0, 20);
}
