import * as clack from '@clack/prompts';
import { type Asker, type Check, SetupStopped, type Tone } from './asker.ts';

/** Rows of a long list that are shown at once. */
const ROWS = 12;

/** Asks the person at the terminal. */
export function createTerminalAsker(): Asker {
  return {
    step: (title) => clack.log.step(title),
    say: (words, tone: Tone = 'info') => {
      const { message, success, warn } = clack.log;
      ({ info: message, good: success, wrong: warn })[tone](words);
    },
    async text({ message, initial, check }) {
      const shown = initial === undefined ? {} : { placeholder: initial, defaultValue: initial };
      const validate = validator((typed) => check?.(typed === '' ? (initial ?? '') : typed));
      return answered(await clack.text({ message, ...shown, validate })).trim();
    },
    async secret({ message, kept, check }) {
      const hint = kept === undefined ? '' : ` (${kept})`;
      const validate = validator((typed) =>
        typed === '' && kept !== undefined ? undefined : check?.(typed),
      );
      return (answered(await clack.password({ message: message + hint, validate })) ?? '').trim();
    },
    async choice({ message, options, initial }) {
      const first = initial === undefined ? {} : { initialValue: initial };
      return answered(await clack.select<string>({ message, options, maxItems: ROWS, ...first })) as never;
    },
    async choices({ message, options, initial }) {
      const hint = '(Space marks, Enter goes on)';
      const asked = { message: `${message} ${hint}`, options, maxItems: ROWS, required: false };
      const given = await clack.multiselect<string>({ ...asked, initialValues: initial });
      return answered(given) as never;
    },
    async confirm({ message, initial }) {
      return answered(await clack.confirm({ message, initialValue: initial }));
    },
  };
}

function validator(check: Check): (typed: string | undefined) => string | undefined {
  return (typed) => check((typed ?? '').trim());
}

function answered<T>(given: T): Exclude<T, symbol> {
  if (clack.isCancel(given)) throw new SetupStopped();
  return given as Exclude<T, symbol>;
}
