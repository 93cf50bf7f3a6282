import { hintsOf, type Language, pattern } from '../language.ts';
import { meant } from '../spelling.ts';

const parts = {
  /** Whom nobody asks for but to talk to. */
  STRONG:
    'humans?(?: beings?)?|representatives?|operators?|agents?|advis[oe]rs?|specialists?|employees?|supervisors?|managers?|consultants?|executives?|staff(?: members?)?|team members?|colleagues?|receptionist|attendant|clerk|associates?|technicians?|experts?|professionals?|boss|superior|owner',
  WEAK: 'sb|smb|persons?|people|someone|somebody|anyone|anybody|some one|some body|any body|guy|man|woman|lady|folks?',
  TEAM: '(?:the |your |ur |our |a |an )?(?:(?:live|human|technical|tech|sales|billing|real|actual|phone|online) )*(?:team|support(?: team| staff| desk| line)?|customer (?:service|support|care|relations)(?: team| desk| department)?|help ?desk|service ?desk|front desk|reception(?: desk)?|sales(?: team| department)?|call cent(?:er|re)|department|staff|management)',
  PERSON: '{STRONG}|{WEAK}|assistants?|{STRONG} or {STRONG}',
  DET: '(?:a|an|the|some|your|ur|any|one of (?:the|your|ur)|another|of|this|that|one|you|my|our|us|to|an other|other|who is|whos|who s|thats|that s|is)',
  ADJ: '(?:real|live|actual|human|normal|proper|physical|living|breathing|qualified|different|available|other|else|support|service|customer|care|sales|technical|tech|help ?desk|billing|bank|hotel|store|company|competent|senior|junior|trained|single|regular|english|real ?life|in ?person|flesh and blood|not a bot|non ?bot|non ?robot|god ?damn(?:ed)?|damn(?:ed)?|bloody|f\\p{L}*ing|stupid|freaking|friggin|decent|useful|smart|chat|phone|of your|responsible|higher|line|duty|floor)',
  // Bounded, as a word may be taken in several ways.
  BEFORE: '(?:{DET} |{ADJ} ){0,5}(?:(?:real|actual|live) \\p{L}+ )?(?:{ADJ} ){0,2}',
  TALK: 'talk(?:ing)?|speak(?:ing)?|chat(?:ting)?|communicat(?:e|ing)|converse|interact(?:ing)?|deal(?:ing)?|discuss (?:this|it|that)|took(?= with)|get in (?:touch|contact)|be in (?:touch|contact)|have a (?:word|chat|talk|conversation)|be (?:connected|transferred|forwarded|put through|passed)',
  REACH:
    'contact(?:ing)?|reach(?:ing)?(?: out to)?|get (?:a )?hold of|get through to|get on the (?:phone|line) with|call(?:ing)?|phone|ring',
  CONNECT:
    'connect|transfer|pass|put|switch|redirect|direct|forward|hand|move|route|patch|link|send|refer|escalate|bring|loop|take|udirect|get',
  WANT: 'want|need|wanna|would like|d like|id like|prefer|d rather have|rather have|demand|request|require|looking for|get me|give me|give us|find me|bring me|bring in|bring|put|send me|fetch me|ask for|asking for|insist on|must have|can i have|can i get|could i have|could i get|may i have|can we get|can we have|let me have|how (?:do|can) i get|call me|i ll take|get us',
  PLEASE:
    'please|now|asap|immediately|right now|right away|at once|today|thanks|thank you|again|for help|here|instead|urgently|quick|quickly',
};

const clear = [
  '{TALK}(?: directly| now| right now| instead| again| on the phone)?(?: to| with| 2)? {BEFORE}(?:{PERSON})',
  '{TALK}(?: directly)?(?: to| with) {TEAM}',
  '(?:{PERSON})(?: who| that)?(?: i can| i could| we can| i may| can| to| for me to) (?:talk|speak|chat)(?: to| with)?',
  '(?:{REACH}) (?:(?:a|an|the|some|your|any|another|one of your) ){BEFORE}(?:{STRONG}|persons?|assistants?)',
  '(?:contact|contacting|reach|get (?:a )?hold of|get through to|get on the (?:phone|line) with) (?:someone|somebody|anyone|anybody)',
  '{WANT}(?: to (?:have|get|see|be|ask for))?(?: me| us)?(?: over)?(?: to| with| through to| by| in)? {BEFORE}(?:humans?(?: beings?)?|representatives?|operators?|agents?|real (?:person|one|people|assistant)|actual (?:person|people)|live (?:person|people|agent|chat|support|help|assistance)|living person|normal person|person(?! (?:who|that|i|to|from|on|in|at|of|with)\\b)|supervisor|manager|someone (?:real|human|in charge|from (?:your|the|ur) (?:team|company|bank|staff|support))|somebody (?:real|human|in charge)|human (?:help|support|assistance|contact|agent|being|touch|interaction|service)|customer (?:service|support|care) (?:agent|representative|person|executive)|support (?:agent|person|representative))(?! (?:names?|ids?|fees?|keys?|codes?|versions?|numbers?)\\b)',
  '{CONNECT} (?:me|us|my (?:call|chat|case|issue|problem|question)|the (?:call|chat|conversation))(?: \\p{L}+)?(?: over| back| on| through| straight| directly){0,3}(?: to| with| 2| onto| up with)? {BEFORE}(?:{PERSON}|assistants?)',
  '(?:connect|transfer|pass|switch|redirect|direct|forward|hand|route|escalate|give|get|refer) (?:this|it|that)(?: over| back| on| through| straight| directly){0,3} to {BEFORE}(?:{STRONG}|real person|actual person|live person)',
  '{CONNECT} (?:me|us|this|it|my (?:call|chat|case))(?: over| back| on| through| straight| directly){0,3}(?: to| with| 2| onto| up with)? {TEAM}',
  '(?:connect|transfer|switch|forward|redirect|put(?: me)? through|escalate|hand over|go|speak|directed|connected|transferred|redirected|direct)(?: over| back)? (?:to|with|2|me) (?:{BEFORE})(?:{STRONG}|real person|live person|actual person|asistant)',
  '(?:real|live|actual|living) (?:human|person|agent|people|assistant)(?: being)?(?: (?:{PLEASE}))?$',
  '^(?:{PLEASE} ){0,3}(?:hi |hello |hey |ok |okay |no |yes )*(?:i say |just )?(?:a |an |the )?(?:{ADJ} ){0,4}(?:human(?: beings?)?|representative|operator|real person|live person|live agent|human agent|customer service (?:agent|representative))(?: (?:{PLEASE})){0,4}$',
  '^(?:a |an )?(?:live|human|real|chat|support) (?:chat )?(?:agent|person|support|chat|help|representative|assistance)(?: (?:{PLEASE})){0,4}$',
  '(?:agents?|humans?|person|representative|operator|manager|supervisor) (?:please|asap|now|immediately|right now)',
  'please (?:a |an |the )?(?:human|person|agent|representative|operator)$',
  '(?:talk(?:ing)?|speak(?:ing)?|chat(?:ting)?|deal(?:ing)?) (?:to|with) (?:a |an |this |the |your |you )?(?:stupid |dumb |useless |damn |f\\p{L}*ing )*(?:chat ?bots?|bots?|robots?|machines?|computers?|ai|artificial intelligence|program)(?= .*\\b(?:human|person|someone|somebody|agent)\\b)',
  '(?:get|have|let|ask|tell|want|need|like|can|could|would) (?:{BEFORE})(?:humans?|real person|agents?|representatives?|managers?|supervisors?|operators?|someone from (?:your|the) (?:team|company|support)|(?:a|your|some) staff member)(?: to)? (?:to )?(?:help|assist|call|contact|look|talk|speak|answer|reply|respond|take|handle|join|come|reach|write|email|step in|check)',
  '^(?:{PLEASE} )?(?:transfer|connect|redirect|escalate) me(?: (?:{PLEASE})){0,3}$',
  '(?:can|could|will|would) (?:someone|somebody|anyone|anybody) (?:please )?(?:call|phone|ring) (?:me|us)',
  '(?:have|get|let) (?:someone|somebody|a person) (?:to )?(?:call|contact|ring|phone|talk to|speak to|reach) (?:me|us)',
  '(?:is|are) there (?:a |an |any |some )?(?:{ADJ} ){0,4}(?:humans?|people|person|agents?|representatives?|operators?|someone|somebody|anyone|anybody)(?: who| that)? (?:i can|we can|to|i could|who can|available to|there to) (?:talk|speak|chat|contact|help|ask|reach)?',
  '(?:is|are) there (?:a |an |any |some )?(?:(?:real|live|actual|human) )+(?:humans?|person|people|agents?|one|assistant)(?: beings?)? (?:there|here|available|around|online|at all|on the line)',
  '(?:someone|somebody|person|whoever|whos|who s|who is) (?:in charge|responsible|higher up|with authority)(?<=(?:talk|speak|speaking|get|want|need|give|put|contact|let|see|to|with)\\b.*)',
  '(?:want|need|like|please|must|going|can you|could you) (?:to )?(?:escalate|hand(?: me)? (?:over|off))(?: this| it| my| the| me)?',
  '(?:escalate|hand over) (?:this|it|me|my|the) ?(?:to|case|issue|ticket|chat|conversation|please)?',
  '(?:stop|no more|enough of|sick of|tired of|fed up with|done with|hate|get rid of|turn off|get me out of|get out of) (?:this |these |the |your |all |talking to |a |with )*(?:chat ?bots?|bots?|robots?|machines?)(?= .*\\b(?:human|person|someone|somebody|agent|people)\\b)',
  '(?:human|person|someone|somebody|agent) (?:and )?(?:not|instead of|rather than|over) (?:a |an |this |the )?(?:chat ?bot|bot|robot|machine|computer|ai)',
  '(?:do not|don t|dont|not|never) (?:want|wanna|like|wish|need)?(?: to)? (?:talk|speak|chat|deal|talking|speaking|chatting)(?: to| with)? (?:a |an |this |the |you )?(?:stupid |dumb |useless |damn )*(?:chat ?bots?|bots?|robots?|machines?|computers?|ai)',
  '(?:leave|skip|bypass|end|exit|quit) (?:the |this )?(?:chat ?bot|bot|robot|ai)(?: .*(?:human|person|agent|someone))',
  'human (?:help|support|assistance|intervention|takeover|handoff)(?: (?:{PLEASE})){0,4}$',
].map((text) => pattern(parts, text));

/** English, the language in which misspelled words are put right. */
export const english: Language = {
  code: 'en',
  hints: hintsOf([
    parts.STRONG,
    parts.WEAK,
    parts.TEAM,
    'assistant asistant escalate hand over bot robot machine computer program artificial transfer connect redirect living',
  ]),
  clear,
  vague: [
    '^(?:hi |hello |hey |ok |no |the |an? |some )*(?:agents?|support|help ?desk|customer (?:service|support|care)|someone|somebody|anyone|anybody|staff|person|manager|supervisor|assistant|people|real one|support team|the team|your team|reception)(?: there| here| around| available| online| home)?$',
    '^(?:is |are )?(?:anyone|anybody|someone|somebody|any ?one|some ?one) (?:there|here|around|available|online|home|real|listening)(?: to help| who can help| please)?$',
    '^(?:can|could|will|would) (?:someone|somebody|anyone|anybody) (?:please )?(?:help|assist)(?: me| us)?(?: out)?(?: (?:{PLEASE})){0,4}$',
    '^i (?:need|want) (?:someone|somebody|a person)$',
    '^(?:i (?:need|want)|get me|give me|find me) (?:someone|somebody)(?: else)?$',
  ].map((text) => pattern(parts, text)),
  negated:
    /\b(?:don t|dont|do not|doesn t|does not|didn t|did not|no longer|never|nor)(?: really| even| actually)?$|\b(?:don t|dont|do not|doesn t|does not|didn t|did not|no longer|never|not|nor) (?:really |actually |even |necessarily |yet |think i )?(?:want|need|require|wish|like|have|looking|asking|trying|prefer|wanna|gonna|going|make|let|put|connect|transfer|forward|send|bring|call|get me|give me|talk|speak|chat|ask)(?: \w+){0,4}$|\b(?:no need|not necessary|no reason|without|rather not|instead of|rather than|before|stop|avoid|nobody|no one)(?: \w+){0,4}$|\b(?:not|no|never|nor|n t) (?:an? |the |any )?(?:real |actual |live )?$|\b(?:after|while|when|since|already|just (?:talked|spoke|had|was|got)|was|were|been|thanks for|thank you for|glad|kept|enjoyed|remember|yesterday|earlier|last time|last week)(?: \w+){0,3}$|\b(?:i|we|he|she|they) (?:talked|spoke|chatted|have talked|have spoken)(?: \w+){0,2}$/,
  alike:
    /\b(?:(?:act|think|talk|behave|sound|look|feel|chat|speak|write|respond|reply)(?:s|ing)?(?: and \w+)?(?: \w+)? like (?:an? )?(?:real |actual |normal )?(?:person|human|people|humans)|human(?:ity|kind|oid| resources?| rights?| readable| error| hair| body| nature| names?| anatomy| growth\w*| review| eyes?)|user agents?|(?:real )?estate agents?|(?:travel|insurance|delivery|ticket|secret|free|purchasing|cleaning|transfer|booking|ai|llm|coding|autonomous|monitoring|build|ssh|bonding|oxidi[sz]ing) agents?|agents? (?:fees?|ids?|names?|keys?|codes?|versions?|strings?|licen[cs]es?|portals?|configs?|configuration|logs?|plugins?|software|roles?|settings?|seats?|status|inbox|queues?|tools?|api|mode|permissions?|dashboards?|workspaces?|schedules?|hours|assist|framework|install\w*|script|commission|limits?)|in person|per person|first person|third person|contact persons?|sales ?(?:person|man)|(?:project|product|brand|password|task|package|file|tag|window|ad|ads|download|event|device|memory|session|state|community|office|general|marketing) managers?|support (?:pillows?|ticket|incident|languages?|page|forum|email|address|article|hours|plan|channel)|sales tax|live (?:feed|stream|score|show|tv|match|video|music|event)s?|representative (?:sample|of)|operator (?:overload\w*|precedence|fee|error|code|in)|person(?:al)? (?:details?|data|information|loan|trainer|account)|contact support (?:page|form|link|button|e?mail)|persons? (?:name|who (?:made|created|built)))\b|\b(?:are you|am i|is this|is it|you are|you re|are u|r u|u r|if you|that you|whether you|was i|were you|is that|are these) (?:\w+ ){0,2}?(?:(?:talking|speaking|chatting|chat) (?:to|with) )?(?:an? |the |with )?(?:ai or |bot or |robot or |machine or )?(?:an? )?(?:real |actual |live |normal |good |nice )*(?:live |human )?(?:human|person|agent|bot|robot|machine|people)\b/g,
  apart:
    /\b(?:when|what time|what hours|what days|until when|how late|how long|which hours|at what time)\b.*\b(?:agents?|humans?|staff|support|team|operators?|representatives?|someone|somebody|person)\b|\b(?:agents?|support|team|operators?|representatives?|staff) (?:hours|available on|work on|open|work (?:at|during|over))\b|\b(?:he|she|they|my \w+|customers?|users?|clients?|visitors?|people|guests?) (?:can |could |will |should |who |often |always |sometimes )?(?:wants?|needs?|asks?|asked|wanted|likes?|prefers?|talks?|speaks?|chats?) (?:to |for )|\b(?:let|allow|lets|allows|enable|help) (?:our |my |your |the )?(?:customers?|users?|clients?|visitors?|people|guests?)\b|\bhow (?:many|much|do(?:es)? (?:your|the|an?)) \w*\b|\bwho (?:should|do|can|could|would|must) (?:i|we)\b|\bwhat (?:is|does|can|do) (?:an? |the |your )?(?:live |human |support )?(?:agents?|humans?|operators?|representatives?|person)\b|\b(?:train|hire|become|replace|pay|build|create|make|fire|recruit|onboard|add|invite|remove|assign|manage|create) (?:an? |the |my |our |your |more |new )?(?:\w+ )?(?:agents?|humans?|operators?|representatives?|managers?|staff)\b/,
  mend: (clause) => clause.split(' ').map(meant).join(' '),
};
