import type { Source } from '../../channels/content.ts';
import { oneLine } from '../../conversation/one-line.ts';
import type { Passage } from '../../knowledge/article.ts';
import type { Hit } from '../../knowledge/search-index.ts';
import type { Searcher } from '../../knowledge/searcher.ts';
import type { Logger } from '../../platform/logger.ts';
import { createGate, type Gate } from '../gate/gate.ts';
import type { Reply, ReplyRequest, Responder, Shows } from '../responder.ts';
import type { ActionTools } from './action-tools.ts';
import { createAnswerWriter, type Draft, type Refused } from './answer-writer.ts';
import type { Judge } from './judge.ts';
import type { Completion, Model, PromptMessage, ToolCall } from './model.ts';
import { buildPrompt, chosenPassages, type PromptSettings, passageBlock } from './prompt.ts';
import { argumentsOf, BASE_TOOLS } from './tools.ts';

export interface ModelResponderDeps {
  model: Model;
  searcher: Searcher;
  logger: Logger;
  settings: PromptSettings;
  actions: ActionTools;
  /** A second look at a whole answer, by another call; absent: the gate alone decides. */
  judge?: Judge;
}

/** Calls of the model for one reply, and searches in them. */
const ROUNDS = 5;
const SEARCHES = 2;
const FOUND = 8;
const REASON_LIMIT = 200;
/** How much of the confidence is how well the sentences are supported; the rest is how well the search went. */
const SUPPORT_SHARE = 0.7;

/** Answers by a model that is held to the articles: what it writes passes the gate sentence by sentence. */
export function createModelResponder(deps: ModelResponderDeps): Responder {
  return {
    respond: (request, signal, shows = () => undefined) => new Attempt(deps, request, signal, shows).run(),
  };
}

/** One reply being made. */
class Attempt {
  readonly #deps: ModelResponderDeps;
  readonly #request: ReplyRequest;
  readonly #signal: AbortSignal;
  readonly #shows: Shows;
  readonly #passages: Passage[] = [];
  readonly #done: string[] = [];
  #hits: Hit[] = [];
  #gate: Gate | undefined;
  #searches = 0;
  #corrected = false;
  readonly #draft: Draft = { text: '', passages: new Set(), supports: [] };

  constructor(deps: ModelResponderDeps, request: ReplyRequest, signal: AbortSignal, shows: Shows) {
    this.#deps = deps;
    this.#request = request;
    this.#signal = signal;
    this.#shows = shows;
  }

  async run(): Promise<Reply> {
    this.#hits = await this.#deps.searcher.search(questionOf(this.#request), FOUND, this.#signal);
    this.#give(this.#hits);
    const messages = buildPrompt(this.#request, this.#passages, this.#deps.settings);
    for (let round = 0; round < ROUNDS; round++) {
      this.#signal.throwIfAborted();
      const completion = await this.#call(messages);
      if ('refused' in completion) {
        if (this.#corrected)
          return this.#abstain(`${completion.refused.fault}: ${completion.refused.detail}`);
        this.#correct(messages, completion.refused);
        continue;
      }
      if (completion.calls.length === 0) return this.#finish();
      messages.push({ role: 'assistant', content: completion.text, calls: completion.calls });
      for (const call of completion.calls) {
        const result = await this.#use(call);
        if (typeof result !== 'string') return result;
        messages.push({ role: 'tool', callId: call.id, content: result });
      }
    }
    return this.#abstain('the model came to no end');
  }

  /** One call; it is broken off at the first sentence that must not be said. */
  async #call(messages: readonly PromptMessage[]): Promise<Completion | { refused: Refused }> {
    const { model, judge, actions } = this.#deps;
    const stop = new AbortController();
    const writer = createAnswerWriter(this.#draft, this.#currentGate(), () => {
      if (!judge) this.#shows(this.#draft.text.trim());
    });
    const onText = (piece: string) => {
      if (!writer.write(piece)) stop.abort(new Error('a sentence was refused'));
    };
    const tools = [...Object.values(BASE_TOOLS), ...actions.tools];
    const { conversationId } = this.#request;
    const request = { purpose: 'reply' as const, conversationId, messages, tools, onText };
    const completion = await model
      .complete(request, AbortSignal.any([this.#signal, stop.signal]))
      .catch((error) => {
        if (!stop.signal.aborted || this.#signal.aborted) throw error;
        return undefined;
      });
    writer.end();
    const refused = writer.refused();
    return refused ? { refused } : (completion ?? { text: '', calls: [] });
  }

  /** Asks once for another way to say it. */
  #correct(messages: PromptMessage[], { fault, sentence }: Refused): void {
    const { conversationId } = this.#request;
    this.#deps.logger.info({ conversation: conversationId, fault }, 'a sentence of the model was refused');
    this.#corrected = true;
    const said = this.#draft.text.trim();
    if (said) messages.push({ role: 'assistant', content: said });
    const going = said ? 'Go on after what you have written, without repeating it' : 'Write it again';
    const content = `(Not from the customer.) This must not be said, as ${WHY[fault]}: “${sentence.slice(0, 300)}” ${going}, with only what the passages say; if they do not say enough, call hand_over.`;
    messages.push({ role: 'user', content });
  }

  async #finish(): Promise<Reply> {
    const { passages, supports } = this.#draft;
    const text = this.#draft.text.trim();
    if (supports.length === 0) {
      if (/[?？]\s*$/.test(text) && this.#request.mayAsk) return { kind: 'clarify', text };
      return this.#abstain('the model stated nothing');
    }
    const fault = await this.#deps.judge?.(this.#request, text, this.#passages, this.#signal);
    if (fault) return this.#abstain(`the judge found unsupported: ${fault}`);
    const used = [...passages].flatMap((number) => this.#passages[number - 1] ?? []);
    const support = supports.reduce((sum, one) => sum + one, 0) / supports.length;
    const found = this.#hits[0]?.confidence ?? 0;
    return {
      kind: 'answer',
      text,
      sources: sourcesOf(used),
      passages: used.map(({ id }) => id),
      confidence: Math.round((SUPPORT_SHARE * support + (1 - SUPPORT_SHARE) * found) * 100) / 100,
    };
  }

  /** What has been shown by then stays, as it is true; but it is no answer. */
  #abstain(why: string): Reply {
    this.#deps.logger.info({ conversation: this.#request.conversationId, why }, 'the model abstains');
    const confidence = this.#hits[0]?.confidence ?? 0;
    const considered = sourcesOf(this.#passages);
    return { kind: 'abstain', reason: 'no_grounding', considered, confidence, said: this.#said() };
  }

  /** What the customer has seen already. */
  #said(): string {
    return this.#deps.judge || this.#draft.supports.length === 0 ? '' : this.#draft.text.trim();
  }

  /** Carries out a tool call: words for the model, or the reply that it ends in. */
  async #use(call: ToolCall): Promise<string | Reply> {
    switch (call.name) {
      case 'search': {
        const given = argumentsOf(call, BASE_TOOLS.search.parameters);
        return given.ok ? this.#searchAgain(given.value.query) : given.problem;
      }
      case 'ask_customer': {
        const given = argumentsOf(call, BASE_TOOLS.ask_customer.parameters);
        return given.ok ? this.#ask(given.value.question) : given.problem;
      }
      case 'hand_over': {
        const given = argumentsOf(call, BASE_TOOLS.hand_over.parameters);
        return given.ok ? this.#handOver(given.value.reason) : given.problem;
      }
      default: {
        const result = await this.#deps.actions.use(call, this.#request, this.#signal);
        if ('reply' in result) return result.reply;
        if (result.done) {
          this.#done.push(result.text);
          this.#gate = undefined;
        }
        return result.text;
      }
    }
  }

  async #searchAgain(query: string): Promise<string> {
    this.#searches += 1;
    if (this.#searches > SEARCHES)
      return 'You have searched often enough. Answer from the passages, or call hand_over.';
    const known = new Set(this.#passages.map(({ id }) => id));
    const found = await this.#deps.searcher.search(query, FOUND, this.#signal);
    const hits = found.filter(({ passage }) => !known.has(passage.id));
    const from = this.#passages.length + 1;
    const added = this.#give(hits);
    return added.length === 0 ? 'Nothing further was found.' : passageBlock(added, from);
  }

  #ask(question: string): string | Reply {
    if (!this.#request.mayAsk)
      return 'You have asked the customer already. Answer from the passages, or call hand_over.';
    const verdict = this.#currentGate().check(question);
    return verdict.ok
      ? { kind: 'clarify', text: question }
      : `This must not be asked, as ${WHY[verdict.fault]}.`;
  }

  #handOver(reason: string): Reply {
    const evidence = `the model says: ${oneLine(reason, REASON_LIMIT)}`;
    const considered = sourcesOf(this.#passages);
    const said = this.#said();
    const signals = [{ name: 'model' as const, strength: 1, evidence }];
    return { kind: 'abstain', reason: 'handover', considered, confidence: 0, signals, said };
  }

  #give(hits: readonly Hit[]): Passage[] {
    const added = chosenPassages(hits.map(({ passage }) => passage));
    this.#passages.push(...added);
    this.#gate = undefined;
    return added;
  }

  #currentGate(): Gate {
    const { turns, findings = [], language } = this.#request;
    const said = turns.filter(({ role }) => role === 'customer').map(({ text }) => text);
    this.#gate ??= createGate({
      passages: this.#passages,
      said,
      found: findings,
      done: this.#done,
      language: language ?? 'en',
    });
    return this.#gate;
  }
}

const WHY = {
  unknown_citation: 'there is no passage of that number',
  unsupported: 'no passage says it',
  foreign_numbers: 'that number stands in no passage',
  foreign_links: 'that link stands in no passage',
  foreign_code: 'that code stands in no passage',
  foreign_names: 'that name stands in no passage',
  promise: 'it promises something, or tells of an act that was not done',
  tells_of_itself: 'it speaks of your rules',
} as const;

/** What is searched for first: the newest message, with the one before it where it says little. */
function questionOf({ turns }: ReplyRequest): string {
  const asked = turns.filter(({ role }) => role === 'customer').map(({ text }) => text);
  const newest = asked.at(-1) ?? '';
  return newest.split(/\s+/).length >= 4 ? newest : [asked.at(-2) ?? '', newest].join(' ');
}

function sourcesOf(passages: readonly Passage[]): Source[] {
  const byArticle = new Map(
    passages.map(({ articleId, title, url }) => [articleId, { title, ...(url ? { url } : {}) }]),
  );
  return [...byArticle.values()].slice(0, 3);
}
