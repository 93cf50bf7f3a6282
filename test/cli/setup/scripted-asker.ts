import { type Asker, type Check, type Question, SetupStopped } from '../../../src/cli/setup/asker.ts';

/** Breaks the questions off, as Ctrl+C does. */
export const STOP = Symbol('stop');

/** One answer; a function is called when the question is asked. */
type Answer = string | string[] | boolean | typeof STOP | (() => string | boolean);

/** Answers by the names of their questions; a list of texts for `choices`, else a list of answers in order. */
export type Script = Record<string, Answer | Answer[]>;

/**
 * Answers by a script: for each question its answers in order. Without one, what stands there already is kept. Like the
 * terminal it asks again after an answer without the right shape; a question that goes on without an answer throws.
 */
export class ScriptedAsker implements Asker {
  /** All that was said and asked, in order. */
  readonly lines: string[] = [];
  readonly #script: Map<string, Answer[]>;

  constructor(script: Script) {
    this.#script = new Map(
      Object.entries(script).map(([name, answers]) => [
        name,
        Array.isArray(answers) && !MANY.has(name) ? [...(answers as Answer[])] : [answers as Answer],
      ]),
    );
  }

  get transcript(): string {
    return this.lines.join('\n');
  }

  /** Answers that were never asked for. */
  get unused(): string[] {
    return [...this.#script].filter(([, left]) => left.length > 0).map(([name]) => name);
  }

  step(title: string): void {
    this.lines.push(`# ${title}`);
  }

  say(words: string, tone = 'info'): void {
    this.lines.push(`${tone}: ${words}`);
  }

  text = (question: Question & { initial?: string; check?: Check }) =>
    this.#typed(question, question.initial);

  secret = (question: Question & { kept?: string; check?: Check }) =>
    this.#typed(question, question.kept === undefined ? undefined : '');

  async choice<T extends string>(question: Question & { options: { value: T }[]; initial?: T }): Promise<T> {
    const given = await this.#next(question, question.initial);
    const one = question.options.find(({ value }) => value === given);
    if (one) return one.value;
    const known = question.options.map(({ value }) => value).join(', ');
    throw new Error(`${question.name}: there is no ${String(given)} among ${known}`);
  }

  async choices<T extends string>(
    question: Question & { options: { value: T }[]; initial: T[] },
  ): Promise<T[]> {
    const given = (await this.#next(question, question.initial)) as string[];
    return question.options.map(({ value }) => value).filter((value) => given.includes(value));
  }

  async confirm(question: Question & { initial: boolean }): Promise<boolean> {
    return (await this.#next(question, question.initial)) as boolean;
  }

  async #typed(question: Question & { kept?: string; check?: Check }, otherwise: string | undefined) {
    for (;;) {
      const given = (await this.#next(question, otherwise)) as string;
      const problem = given === '' && otherwise === '' ? undefined : question.check?.(given);
      if (problem === undefined) return given;
      this.say(problem, 'refused');
    }
  }

  async #next(question: Question & { kept?: string }, otherwise: Answer | undefined): Promise<unknown> {
    const { name, message, kept } = question;
    this.lines.push(`? ${message}${kept ? ` [${kept}]` : ''}`);
    const given = this.#script.get(name)?.shift() ?? otherwise;
    const again = this.lines.filter((line) => line.startsWith(`? ${message}`)).length > MOST_ASKED;
    if (given === undefined || again)
      throw new Error(`no answer is left to ${name}: ${message}\n${this.transcript}`);
    if (given === STOP) throw new SetupStopped();
    return typeof given === 'function' ? given() : given;
  }
}

/** Whoever is asked the same thing so often is asked for ever. */
const MOST_ASKED = 6;
/** Questions that are answered by a list. */
const MANY = new Set(['platforms', 'support']);
