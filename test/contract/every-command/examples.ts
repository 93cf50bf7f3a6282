/** What a command is tried with, beside the examples of its own, and what it then says. */
export interface Example {
  /** Needs a conversation where it is typed. */
  talk?: true;
  /** What an admin has typed before each time. */
  given?: readonly string[];
  /** Typed too: what its own examples don't show. */
  also?: readonly string[];
  /** It is handed in as an event, and says nothing by itself; `customers`: at the desk it is refused. */
  handedIn?: 'everywhere' | 'customers';
  /** Said to each of them, in words without marks. */
  says?: RegExp;
  /** What its form is filled in with, where other words than any would be refused. */
  filled?: readonly (string | undefined)[];
}

const AGENT = 'agent set U0123456789 skill+tax name=Ann';
const HOURS = ['hours set default sat 10-14', 'hours set night sat 22-24'];

/** By the name of the command. One that is not here is tried with its own examples, and may say anything. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  help: {
    says: /help COMMAND tells more|Usage: config set PATH VALUE|no command config set that you may give/,
  },
  human: { handedIn: 'customers', says: /This is the desk/ },
  'forget me': { talk: true, says: /forget me yes|erase|Nothing/i },
  'forget person': { says: /forget person U0123456789 yes|Nothing is kept of/ },
  escalate: { talk: true, handedIn: 'everywhere' },
  close: { talk: true, handedIn: 'everywhere' },
  away: { says: /You are away until/ },
  back: { says: /Welcome back/ },
  copilot: { also: ['copilot'], says: /The co-pilot drafts for you/ },
  queue: { says: /Nobody waits|\d+ waiting/ },
  why: { talk: true, says: /urgency|Nothing has been decided/ },
  status: { says: /The assistant[\s\S]*Queue: \d+ waiting, \d+ held[\s\S]*Database: answered/ },
  'dead list': { says: /Nothing was given up/ },
  'dead retry': { says: /Nothing was given up/ },
  'dead drop': { says: /Nothing was given up/ },
  report: { says: /measures of \d+ ms/ },
  pause: {
    given: ['config unset assistant.mode'],
    says: /(answer|nothing) → (off|draft)\./,
  },
  resume: { given: ['pause', 'pause here'], says: /off → (answer|nothing)\./ },
  'config show': { says: /set by The operator|policy.escalate|handoff.notemark is \S+ \(/ },
  'config set': {
    given: ['config unset handoff.reminder_after', 'config unset assistant.mode'],
    says: /10m → 15m|answer → draft/,
  },
  'config unset': { given: ['config set handoff.reminder_after 15m'], says: /15m → 10m/ },
  'config undo': { given: ['config set handoff.note_mark ##'], says: /Undid change \d+ by/ },
  'config history': { given: [AGENT], says: /→/ },
  'trigger list': { says: /explicitrequest always counts in full/ },
  'trigger on': { given: ['trigger off negative_sentiment'], says: /negativesentiment: 0 → 0\.\d/ },
  'trigger off': { given: ['config unset policy.weights.long_session'], says: /longsession: 0\.\d+ → 0/ },
  'trigger weight': { given: ['config unset policy.weights.repeated_question'], says: /0\.6 → 0\.7/ },
  'policy show': { says: /escalateat 0\.\d/ },
  'policy set': { given: ['config unset policy.escalate_at'], says: /policy\.escalateat: 0\.8 → 0\.75/ },
  'policy try': { talk: true, says: /of the latest \d+ conversations[\s\S]*Nothing was changed/ },
  'agent list': { given: [AGENT], says: /Ann \(U0123456789\)/ },
  'agent show': { given: [AGENT], says: /Ann \(U0123456789\): .*skills tax/ },
  'agent set': { given: [AGENT], says: /desk\.agents\.U0123456789: .* → / },
  'agent remove': { given: [AGENT], says: /→ nothing/ },
  'skill list': { given: ['skill add billing tax'], says: /billing needs tax: / },
  'skill add': { given: ['skill add billing tax'], says: /tax → invoices/ },
  'skill remove': { given: ['skill add billing tax'], says: /tax → nothing/ },
  'hours show': { given: HOURS, says: /default .*sat 10:00-14:00/ },
  'hours set': {
    ...{ given: HOURS, also: ['hours set default'], says: /desk\.hours\.default: .* → / },
    filled: ['mon-fri 8-16', 'Europe/Rome', '2026-12-24'],
  },
  'hours holiday': {
    given: [...HOURS, 'hours holiday default -2026-12-25 2026-12-26 2026-12-31'],
    says: /2026-12-31.* → .*2026-12-31/,
  },
  'hours remove': { given: HOURS, says: /22:00-24:00.* → nothing/ },
  'text list': { says: /\d+ texts:[\s\S]*(customer|card)\./ },
  'text show': { says: /customer\.abstain in (en|de)/ },
  'text set': { given: ['text set customer.thanks_rating Thanks'], says: /→ / },
  'text reset': { given: ['text set customer.abstain "No idea"'], says: /No idea → / },
  'kb list': { says: /\d+ of \d+ articles:[\s\S]*billing\/refunds Refunds/ },
  'kb search': { says: /Nothing was found|billing\/refunds/ },
  'kb add': { says: /Added added\/\S+: / },
  'kb retire': { given: ['kb restore billing/refunds'], says: /billing\/refunds: shown → retired/ },
  'kb restore': { given: ['kb retire billing/refunds'], says: /billing\/refunds: retired → shown/ },
};
