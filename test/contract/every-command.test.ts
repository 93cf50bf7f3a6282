import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Command } from '../../src/admin/command/definition.ts';
import { commands } from '../../src/admin/commands/all.ts';
import { askers } from './askers.ts';
import { EXAMPLES } from './every-command/examples.ts';
import { type Came, type CommandPlace, openPlace, wantedOf } from './every-command/place.ts';
import { missing, wordsIn } from './every-command/words.ts';

const byName = commands.map((command) => [command.name, command] as const);

describe.each(askers)('every command works, for $name', (descriptor) => {
  let place: CommandPlace;
  let forms = 0;
  beforeAll(async () => {
    place = await openPlace(descriptor);
    await place.become('anyone');
    // The change that an example undoes by its number touches what no other does.
    while ((await changes()) < 11) await place.operate(`config set desk.capacity ${(await changes()) + 1}`);
    await place.operate('config set handoff.grace_window 2h');
  });
  afterAll(() => place.stop());

  const changes = async () => (await place.baton.live.history(1))[0]?.id ?? 0;

  test.each(byName)('%s is answered to the one who typed it', async (name, command) => {
    const { also = [] } = EXAMPLES[name] ?? {};
    for (const who of command.who === 'anyone' ? (['anyone', 'admin'] as const) : [command.who]) {
      await place.become(who);
      for (const words of [...command.examples.map((one) => one.replace(' --here', '')), ...also]) {
        expect((await whatComesOf(command, words)).byAll, words).toBe('');
      }
    }
  });

  if (descriptor.here) {
    test.each(byName)('%s with --here is answered to everybody in the place', async (_, command) => {
      await place.become(command.who);
      const words = `${command.examples[0]?.replace(' --here', '')} --here`;
      const { answer, alone, byAll } = await whatComesOf(command, words);
      const shown = answer.kind === 'answer' && !isRefused(command);
      expect(alone !== '', 'told alone').toBe(isRefused(command));
      expect(byAll !== '', 'seen by all').toBe(shown);
    });
  }

  const isHandedIn = ({ name }: Command) => {
    const { handedIn } = EXAMPLES[name] ?? {};
    return handedIn === 'everywhere' || (handedIn === 'customers' && place.side === 'customer');
  };
  const isRefused = (command: Command) =>
    EXAMPLES[command.name]?.handedIn !== undefined && !isHandedIn(command);

  /** It is typed, and whatever form it opens is filled in. */
  async function whatComesOf(command: Command, words: string): Promise<Came> {
    const { name } = command;
    const { talk, given = [], says, handedIn } = EXAMPLES[name] ?? {};
    for (const one of given) await place.operate(one);
    if (talk) await place.converse();
    const before = handedIn ? await place.stored() : '';
    const came = await place.type(words);
    const last = came.answer.kind === 'form' ? await filledIn(name, came) : came;
    const said = last.alone + last.byAll;
    if (isHandedIn(command)) {
      expect(last.answer.kind, said).toBe('taken');
      expect(await place.stored(), `${words} is handed in`).not.toBe(before);
      return last;
    }
    expect(last.answer.kind, said).toBe('answer');
    expect(missing(wantedOf(last.answer), wordsIn(said)), `${words} is told in\n${said}`).toBeUndefined();
    if (says) expect(said.replace(/[*_~`]/g, ''), words).toMatch(says);
    return last;
  }

  async function filledIn(name: string, { answer, alone, byAll }: Came): Promise<Came> {
    if (answer.kind !== 'form') throw new Error('no form came');
    expect(alone + byAll).toBe('');
    const { title, fields } = await place.asker.form();
    expect(title).toBe(answer.form.title);
    expect(fields.map(({ label }) => label)).toEqual(answer.form.fields.map(({ label }) => label));
    forms += 1;
    const own = fields.map(({ value }, at) => (at === 0 || value === '' ? `Words ${forms}` : undefined));
    const optional = answer.form.fields.map((field) => field.optional === true);
    const values = EXAMPLES[name]?.filled ?? own.map((one, at) => (at > 0 && optional[at] ? undefined : one));
    const came = await place.fillIn(values);
    expect(place.asker.seesForm()).toBe(false);
    return came;
  }
});
