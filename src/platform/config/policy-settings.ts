import { z } from 'zod';
import { categoriesSchema, launchCategories } from './categories.ts';
import {
  asList,
  asNumber,
  asSentences,
  asText,
  choice,
  decimal,
  duration,
  numberRows,
  rowsOf,
  table,
  whole,
  wordRows,
} from './setting.ts';

const weight = (about: string, initial: number) => decimal(`${about} 0 is off.`, initial, [0, 1]);

/** The escalation policy. Its defaults are conservative: what a customer's behaviour says is offered before it escalates. */
export const policySettings = {
  offer_at: decimal('At or above this urgency, 0 to 1, a human is offered, once per episode.', 0.5, [0, 1]),
  escalate_at: decimal(
    'At or above this urgency, 0 to 1, a human is brought in. Who asks for one gets one in any case.',
    0.8,
    [0, 1],
  ),
  behavioural: choice(
    "What signals of the customer's behaviour may do: offer a human before they bring one in, bring one in at once, or nothing.",
    'offer_first',
    ['offer_first', 'escalate', 'off'],
  ),
  cool_down: duration(
    'After an episode has ended, no human is offered for so long, unless the customer asks.',
    '10m',
    ['1s', '7d'],
  ),
  mode: choice(
    'How a human takes over: hard, the assistant steps back entirely; soft, it helps the human.',
    'hard',
    ['hard', 'soft'],
  ),
  upset_at: decimal(
    'At or below this mood of the customer, -1 to 1, a human takes over hard, where the category does not say how.',
    -0.5,
    [-1, 1],
  ),
  unresolved_turns: whole('Messages of the customer after which it counts as unresolved.', 30, [2, 1_000]),
  unresolved_after: duration('Time after which it counts as unresolved.', '30m', ['10s', '30d']),
  long_turns: whole('Messages of the customer after which a session counts as long.', 8, [2, 1_000]),
  offer_wait: duration(
    'How long an offer of a human waits for an answer before that counts as a signal.',
    '10m',
    ['5s', '7d'],
  ),
  sure_at: decimal('Confidence below which an answer counts as unsure, 0 to 1.', 0.55, [0, 1]),
  weights: {
    not_solved: weight('The customer says that it was not solved.', 0.9),
    repeated_question: weight('The same question comes again.', 0.6),
    failed_attempts: weight('Answer after answer is turned down.', 0.5),
    dissatisfied: weight('The message reads as if the last answer did not help.', 1),
    negative_sentiment: weight('The customer sounds upset.', 0.6),
    long_session: weight('The session runs long.', 0.3),
    category: weight('The issue is of a kind that the categories bring to people.', 1),
    approval_needed: weight('An action needs an approval.', 1),
    account_tier: weight('The tier of the account asks for attention.', 0.4),
    no_grounding: weight('The articles have nothing on it.', 0.85),
    low_confidence: weight('The assistant is unsure of its answers.', 0.5),
    unresolved_turns: weight('Unresolved after so many messages.', 0.8),
    unresolved_time: weight('Unresolved after so much time.', 0.5),
    offer_unanswered: weight('An offer of a human was not answered.', 0.3),
    outage: weight('The assistant could not work.', 1),
    model: weight('What a model says, where one is configured.', 0.7),
  },
  areas: table(
    'What signals are multiplied with where the place (channel, forum tag, page) has this area.',
    { billing: 1.5 },
    {
      allowed: 'names of areas in small letters, each with a factor from 0 to 5',
      schema: z.record(z.string().regex(/^\P{Lu}{1,100}$/u), z.number().min(0).max(5)),
      rows: numberRows,
    },
  ),
  places: table(
    'The area of a channel, by its id; where the place itself says none, as the tags of a forum do.',
    {},
    {
      allowed: 'ids of channels, each with the name of an area, such as C0123456789: billing',
      schema: z.record(z.string().min(1).max(200), z.string().min(1).max(100)),
      rows: wordRows,
    },
  ),
  tiers: table(
    'How strongly the tier of an account asks for a human, 0 to 1, by the name of the tier.',
    { enterprise: 1 },
    {
      allowed: 'names of tiers in small letters, each with a number from 0 to 1',
      schema: z.record(z.string().regex(/^\P{Lu}{1,100}$/u), z.number().min(0).max(1)),
      rows: numberRows,
    },
  ),
  categories: table(
    'The kinds of issues: what each is about, what customers write (in any language), what it does by itself (escalate, offer or weigh), what signals are multiplied with, and how a human takes over (soft, hard or default).',
    launchCategories,
    {
      allowed: 'names of categories, each with about, examples, rule, factor and mode',
      schema: categoriesSchema,
      rows: rowsOf({
        about: asText,
        words: asList,
        examples: asSentences,
        rule: asText,
        factor: asNumber,
        mode: asText,
      }),
    },
  ),
};
