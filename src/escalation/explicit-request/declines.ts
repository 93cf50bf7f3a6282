import { clausesOf, fold } from './fold.ts';

/** A whole clause that turns an offer down. */
const DECLINES = new RegExp(
  `^(?:${[
    '(?:no|nope|nah|nein|non|nao|nee|nie|нет|hayir|لا|nahi|नहीं|いいえ|不|不用|不用了|不需要|아니요|아니|괜찮아요|괜찮습니다|結構です|大丈夫です|いりません)',
    '(?:no|nope|nah|not now|not yet|no need|no thanks?)(?: (?:thanks?|thank you|thx|need|please|not now|i m (?:fine|good|ok)|that s (?:fine|ok)|it s (?:fine|ok)))*',
    'i (?:do not|don t|dont) (?:want|need) (?:one|that|it|(?:a |to talk to a |to speak to a )?(?:human|person|agent))(?: (?:now|yet|please|thanks?))*',
    'i m (?:fine|good|ok)(?: thanks?| thank you)?|maybe later|later|not (?:right )?now|don t bother|never mind|nevermind',
    'nein (?:danke|nicht notig|lieber nicht)|nicht notig|brauche ich nicht|jetzt nicht|spater',
    'no (?:gracias|hace falta|por ahora)|ahora no|mas tarde|non (?:merci|pas maintenant)|pas maintenant|plus tard|pas besoin',
    'nao (?:obrigad[oa]|precisa|agora)|agora nao|no (?:grazie|per ora)|non (?:serve|ora)|adesso no|nee (?:bedankt|dank je|hoeft niet)|hoeft niet',
    'nie (?:dziekuje|trzeba|teraz)|не (?:надо|нужно|сейчас)|нет спасибо|hayir tesekkurler|gerek yok|لا شكرا|nahi (?:chahiye|thanks)|नहीं (?:चाहिए|धन्यवाद)',
  ].join('|')})$`,
  'u',
);
/** Who writes more has more to say than no. */
const MOST_WORDS = 12;

/** Whether a message turns down what was offered, and says nothing else that matters. */
export function declines(text: string): boolean {
  const clauses = clausesOf(fold(text));
  const words = clauses.reduce((sum, clause) => sum + clause.split(' ').length, 0);
  return words <= MOST_WORDS && clauses[0] !== undefined && DECLINES.test(clauses[0]);
}
