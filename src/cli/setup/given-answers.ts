import { BatonError } from '../../platform/errors.ts';
import type { Asker, Question, Tone } from './asker.ts';

/** How an answer is given that is no variable of the environment. */
const FLAGS: Readonly<Record<string, string>> = {
  desk: '--desk',
  desk_name: '--desk-name',
  member: '--member',
  support: '--support',
  knowledge: '--knowledge',
  question: '--question',
};

/**
 * Answers from what was given with the command, without asking anybody. Where an answer is missing, or is asked for again
 * because it was no good, it throws `command.invalid` with what was wrong.
 */
export function createGivenAnswers(
  given: Readonly<Record<string, string | undefined>>,
  write: (line: string) => void,
): Asker {
  const used = new Set<string>();
  let wrong: string[] = [];

  function answer({ name, message }: Question, otherwise?: string): string {
    if (used.has(name)) throw refused(message, wrong);
    used.add(name);
    const found = given[name] ?? otherwise;
    if (found === undefined) throw wrong.length > 0 ? refused(message, wrong) : missing(name, message);
    return found;
  }
  function checked(question: Question, value: string, check?: (answer: string) => string | undefined) {
    const problem = check?.(value);
    if (problem !== undefined) throw refused(question.name, [problem]);
    return value;
  }
  return {
    step(title) {
      wrong = [];
      write(`\n${title}`);
    },
    say(words, tone: Tone = 'info') {
      if (tone === 'wrong') wrong.push(words);
      write(`${{ info: ' ', good: '✓', wrong: '✗' }[tone]} ${words.replaceAll('\n', '\n  ')}`);
    },
    text: async (question) => checked(question, answer(question, question.initial), question.check),
    async secret(question) {
      const value = answer(question, question.kept === undefined ? undefined : '');
      return value === '' ? value : checked(question, value, question.check);
    },
    async choice(question) {
      const value = answer(question, question.initial);
      const one = question.options.find((option) => option.value === value);
      if (!one) throw notThere(question, value, question.options);
      return one.value;
    },
    async choices(question) {
      const values = answer(question, question.initial.join(',')).split(',').filter(Boolean);
      return values.map((value) => {
        const one = question.options.find((option) => option.value === value);
        if (!one) throw notThere(question, value, question.options);
        return one.value;
      });
    },
    async confirm(question) {
      return answer(question, question.initial ? 'yes' : 'no') === 'yes';
    },
  };
}

function missing(name: string, message: string): BatonError {
  return new BatonError('command.invalid', `There is no answer to: ${message}`, {
    mend: `Give it by ${FLAGS[name] ?? name}, or run \`baton setup\` without --yes.`,
  });
}

function refused(what: string, problems: readonly string[]): BatonError {
  return new BatonError('command.invalid', [what, ...problems].join('\n  '), {
    mend: 'Mend that, and run the command again.',
  });
}

function notThere({ name }: Question, value: string, options: readonly { value: string; label: string }[]) {
  const known = options.map((option) => `${option.value} (${option.label})`).join(', ');
  return new BatonError('command.invalid', `${FLAGS[name] ?? name} is ${value}, which is not to choose`, {
    mend: known === '' ? 'There is nothing to choose from.' : `Choose from: ${known}.`,
  });
}
