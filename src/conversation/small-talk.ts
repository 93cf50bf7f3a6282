const WORDS = new Set(
  (
    'hi hello hey heya hiya howdy yo morning afternoon evening good day there all everyone team folks baton bot ' +
    'thanks thank thx ty tysm cheers much many you so very a lot great perfect awesome nice cool super lovely brilliant ' +
    'ok okay okey k kk got it that helps helped for the your help again sorted works now bye goodbye cya see later ' +
    'hallo danke moin servus hola gracias bonjour salut merci ciao grazie ola obrigado obrigada'
  ).split(' '),
);
/** Words that make a short line polite; without one of them, a line of filler such as "it works now a lot" is speech. */
const MARKS =
  /\b(hi|hello|hey|heya|hiya|howdy|yo|morning|thanks|thank|thx|ty|tysm|cheers|great|perfect|awesome|nice|cool|ok|okay|k|kk|bye|goodbye|cya|hallo|danke|moin|servus|hola|gracias|bonjour|salut|merci|ciao|grazie|ola|obrigad[oa]|got it)\b/;
const MAX_WORDS = 8;

/** What a message is, where it asks for nothing. */
export type SmallTalk = 'greeting' | 'other';

/** Whether a message is a greeting, thanks, an acknowledgement or only emoji: it needs no answer. */
export function smallTalk(text: string): SmallTalk | undefined {
  const words = text
    .toLowerCase()
    .replace(/:[a-z0-9_+-]+:/g, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .match(/[\p{L}\p{N}]+/gu);
  if (!words)
    return /[\p{L}\p{N}?]/u.test(text.replace(/:[a-z0-9_+-]+:/g, '')) || text.includes('?')
      ? undefined
      : 'other';
  if (words.length > MAX_WORDS || text.includes('?')) return undefined;
  const line = words.join(' ');
  if (!words.every((word) => WORDS.has(word)) || !MARKS.test(line)) return undefined;
  return /^(hi|hello|hey|heya|hiya|howdy|yo|good (morning|afternoon|evening|day)|morning|hallo|moin|servus|hola|bonjour|salut|ciao|ola)\b/.test(
    line,
  )
    ? 'greeting'
    : 'other';
}
