import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Command, isOptional, type Who } from '../../src/admin/command/definition.ts';
import { usageOf } from '../../src/admin/command/read.ts';
import { commands } from '../../src/admin/commands/all.ts';
import { loadTexts } from '../../src/platform/texts.ts';
import { askers } from './askers.ts';
import { type Came, type CommandPlace, openPlace, wantedOf } from './every-command/place.ts';
import { missing, wordsIn, wordsOf } from './every-command/words.ts';

const texts = loadTexts('en');
const LONG = 'x'.repeat(600);
const byName = commands.map((command) => [command.name, command] as const);
const WRONG = commands.flatMap((command) =>
  wrongWords(command).map((words) => [command.name, command, words] as const),
);
const FORBIDDEN: readonly (readonly [who: Who, name: string, command: Command])[] = commands.flatMap(
  (command) =>
    (['anyone', 'agent'] as const)
      .filter((who) => command.who === 'admin' || (command.who === 'agent' && who === 'anyone'))
      .map((who) => [who, command.name, command] as const),
);

describe.each(askers)('every command that is refused, for $name', (descriptor) => {
  let place: CommandPlace;
  beforeAll(async () => {
    place = await openPlace(descriptor);
  });
  afterAll(() => place.stop());
  /** What was stored when the last one had been refused. */
  let known: string | undefined;
  async function as(who: Who): Promise<void> {
    await place.become(who);
    known = undefined;
  }

  test.each(WRONG)(
    '%s with wrong words says what is wrong, and how it is written',
    async (_, command, wrong) => {
      await as(command.who);
      const came = await refused(`${wrong} --here`);
      expect(came.alone).toMatch(/; allowed: |has no |takes nothing after that/);
      const [example = ''] = command.examples;
      for (const part of [`Usage: ${usageOf(command)}`, `Example: ${example}`]) expectSaid(came, part);
    },
  );

  test.each(byName)('%s misspelt says what was meant', async (name, command) => {
    await as(command.who);
    const came = await refused(`${misspelt(name)} --here`);
    expect(came.alone).toMatch(/There is no command|has no|needs another word/);
    expectSaid(came, name.includes(' ') ? name : 'help');
  });

  test.each(FORBIDDEN)('%s may not: %s', async (who, _, command) => {
    await as(who);
    const key = command.who === 'admin' ? 'customer.command_admins_only' : 'customer.command_agents_only';
    const came = await refused(`${command.examples.at(-1)} --here`);
    expectSaid(came, texts.say(key, { command: command.name }));
  });

  test.each(byName)('%s says that the database is dead', async (_, command) => {
    await as(command.who);
    place.die(true);
    const came = await refused(`${command.examples.at(-1)} --here`).finally(() => place.die(false));
    expectSaid(came, texts.say('customer.command_no_database'));
  });

  test('a form that is sent while the database is dead says so, and changes nothing', async () => {
    await as('admin');
    await place.type('kb add');
    const { fields } = await place.asker.form();
    const before = await place.stored();
    place.die(true);
    const came = await place.fillIn(fields.map(() => 'Words')).finally(() => place.die(false));
    expectSaid(came, texts.say('customer.command_no_database'));
    expect(await place.stored()).toBe(before);
  });

  test('nothing of it all was seen by others', async () => {
    expect(await place.asker.seenByOthers(0)).toEqual([]);
  });

  /** It is typed; nothing changes, and only the one who typed it hears of it. */
  async function refused(words: string): Promise<Came> {
    const before = known ?? (await place.stored());
    const came = await place.type(words);
    expect(came.answer).toMatchObject({ kind: 'answer', here: false });
    expect(missing(wantedOf(came.answer), wordsIn(came.alone)), came.alone).toBeUndefined();
    expect(came.byAll).toBe('');
    known = await place.stored();
    expect(known, `${words} changed something`).toBe(before);
    return came;
  }
});

function expectSaid({ alone }: Came, markdown: string): void {
  expect(missing(wordsOf(markdown), wordsIn(alone)), `what of it is missing in\n${alone}`).toBeUndefined();
}

/** Words that the command cannot be given with; none where it takes whatever is typed. */
function wrongWords(command: Command): string[] {
  const args = Object.values(command.arguments);
  if (args.some((one) => !isOptional(one))) return [command.name];
  if (args.length === 0) return [`${command.name} more than that`];
  if (args.every(({ schema }) => schema.safeParse(LONG).success)) return [];
  return [`${command.name} ${LONG}`];
}

/** Its last word without a letter. */
function misspelt(name: string): string {
  return name.replace(/.(?=.$)/u, '');
}
