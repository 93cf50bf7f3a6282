import { z } from 'zod';
import { atStart, choice, decimal, duration, list, table, text, whole, wordRows } from './setting.ts';

const MODEL = { allowed: 'the name of a model, as the service calls it', pattern: /^[\w./:@-]{1,200}$/ };
const MODES = ['answer', 'draft', 'off'] as const;
const MODE_TABLE = {
  allowed: 'ids or names, each with answer, draft or off',
  schema: z.record(z.string().min(1).max(200), z.enum(MODES)),
  rows: wordRows,
};
const PRICE = [0, 10_000] as const;

/** What the assistant does, the model that it answers with, and the co-pilot. */
export const assistantSettings = {
  assistant: {
    language: text(
      'The language of the desk, and of customers whose own is not known; a file in locales/.',
      'en',
      {
        allowed: 'a language tag such as en or pt-BR',
        pattern: /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
      },
    ),
    customer_languages: list(
      'Languages that customers are addressed in when they write in them; empty for every one in locales/.',
      [],
      { allowed: 'language tags such as de, pt', pattern: /^[a-z]{2,3}$/ },
    ),
    answer_threshold: decimal(
      'How sure the assistant must be of an answer, 0 to 1; below it says that it does not know.',
      0.45,
      [0, 1],
    ),
    turns: whole(
      'How many of the latest messages an answer has in view; what is older is there in short.',
      40,
      [1, 40],
    ),
    reply_timeout: duration('How long making an answer may take.', '60s', ['1s', '30m']),
    show_every: duration(
      'How often what is ready of an answer is shown while a model makes it; 0s: only when it is whole.',
      '1s',
      ['0s', '1m'],
    ),
    mode: choice(
      'What the assistant does: answer; draft answers for the people who do; or off, people answer by themselves.',
      'answer',
      MODES,
    ),
    mode_places: table(
      'What the assistant does in single channels, by their id; elsewhere as in assistant.mode.',
      {},
      MODE_TABLE,
    ),
    mode_categories: table(
      'What the assistant does for single categories of policy.categories, by their name.',
      {},
      MODE_TABLE,
    ),
    actions: list('What a model may do for customers: create_bug_report, update_customer_note.', [], {
      allowed: 'a list of names of actions',
      pattern: /^[a-z][a-z0-9_]{0,59}$/,
    }),
    guidance: list(
      'Rules in plain words that a model goes by, such as "Call customers by their first name".',
      [],
      { allowed: 'a list of sentences of at most 500 characters each', pattern: /^[^\p{Cc}]{1,500}$/u },
    ),
  },
  model: {
    name: text(
      'The model that answers; used where OPENAI_API_KEY or OPENAI_BASE_URL is set. Without, answers quote the articles.',
      'gpt-5-mini',
      MODEL,
    ),
    judge: text(
      'A model that looks over each answer before it is shown, for statements that no article supports; empty for none.',
      '',
      { ...MODEL, pattern: /^[\w./:@-]{0,200}$/ },
    ),
    ...atStart({
      embeddings: text(
        'A model of embeddings, so that articles are found by meaning too, also in other languages; empty for none.',
        '',
        { ...MODEL, pattern: /^[\w./:@-]{0,200}$/ },
      ),
      embedding_sure: decimal(
        'Similarity, 0 to 1, at which a passage is as likely to answer as not; depends on the model of embeddings.',
        0.5,
        [0, 1],
      ),
    }),
    patience: duration('How long to wait for each piece of an answer.', '15s', ['100ms', '5m']),
    deadline: duration(
      'How long a model may take for a whole answer; after it the customer is answered without it.',
      '30s',
      ['1s', '10m'],
    ),
    retries: whole('How often a call is tried again that failed before its first word.', 2, [0, 10]),
    prompt_tokens: whole('Tokens that a prompt may have, about.', 6_000, [2_000, 200_000]),
    output_tokens: whole('Tokens that an answer may have.', 1_500, [100, 32_000]),
    price: {
      input: decimal('What a million tokens of prompt cost, in your money.', 0, PRICE),
      cached: decimal('What a million tokens of prompt cost that the service had in its cache.', 0, PRICE),
      output: decimal('What a million tokens of answer cost.', 0, PRICE),
    },
    breaker: {
      failures: whole('Failures in a row after which the model is left alone.', 5, [1, 1_000]),
      rest: duration('How long it is then left alone.', '30s', ['1s', '1h']),
    },
  },
  copilot: {
    wish: choice(
      'Whether an agent who claims a soft escalation gets drafts: always; soft, where they claim with co-pilot; or never. Agents may set it for themselves.',
      'soft',
      ['always', 'soft', 'never'],
    ),
  },
};
