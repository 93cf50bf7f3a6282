import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Argument, type Command, isOptional } from '../../src/admin/command/definition.ts';
import { wordsOf } from '../../src/admin/command/words.ts';
import { commands } from '../../src/admin/commands/all.ts';
import { customerMessage } from '../support/events.ts';
import type { Offered } from './asker.ts';
import { askers } from './askers.ts';
import { EXAMPLES } from './every-command/examples.ts';
import { type CommandPlace, openPlace } from './every-command/place.ts';

/** https://docs.discord.com/developers/interactions/application-commands#autocomplete */
const [MOST, LONGEST] = [25, 100];
const byName = commands.map((command) => [command.name, command] as const);
/** Every argument and flag that can be completed, with the words that stand before it. */
const COMPLETED = commands.flatMap((command) => [
  ...Object.entries(command.arguments)
    .filter(([, { complete }]) => complete)
    .map(([name]) => [`${command.name} ${name.toUpperCase()}`, command, before(command, name)] as const),
  ...Object.entries(command.flags)
    .filter(([, { complete }]) => complete)
    .map(([name]) => [`${command.name} --${name}`, command, `${withNeeded(command)} --${name} `] as const),
]);

describe.each(askers.filter(({ completes }) => completes))('what is offered to $name', (descriptor) => {
  let place: CommandPlace;
  beforeAll(async () => {
    place = await openPlace(descriptor);
    await place.become('anyone');
    for (const words of [
      'skill add billing tax',
      'agent set U0123456789 skill+tax name=Ann',
      'hours set night mon-fri 22-24',
      'kb add "What is retired" "It is"',
      'kb retire added/what-is-retired',
    ])
      await place.operate(words);
    for (const id of ['given-up-1', 'given-up-2', 'given-up-3', 'given-up-4']) await giveUp(id);
  });
  afterAll(() => place.stop());

  async function offered(words: string): Promise<Offered[]> {
    const found = (await place.asker.offered?.(words)) ?? [];
    expect(found.length).toBeLessThanOrEqual(MOST);
    for (const { shown, typed } of found) {
      expect(shown.length && typed.length, typed).toBeGreaterThan(0);
      expect(Math.max(shown.length, typed.length), typed).toBeLessThanOrEqual(LONGEST);
    }
    return found;
  }
  /** An event that could not be handled. */
  async function giveUp(_id: string): Promise<void> {
    const { events } = place.baton.store;
    const event = customerMessage('How do I export?');
    const [at, acceptedAt] = [event.at, new Date(event.at)];
    const record = { _id, conversationId: 'nowhere', state: 'pending' as const, at, acceptedAt, event };
    await events.insert({ ...record, counts: true, attempts: 0, error: null, expireAt: null });
    await events.failed(_id, 'a fault of ours', true);
  }
  async function bringIn(): Promise<void> {
    await place.converse();
    await place.become('agent');
    await place.type('escalate');
    await place.baton.app.idle();
  }
  const typedOf = (found: readonly Offered[]) => found.map(({ typed }) => typed);

  test.each(byName)('%s, while its name is typed, to whoever may', async (name, command) => {
    await place.become(command.who);
    const halves = [name.slice(0, -1), name.slice(0, 2), name.replace(' ', '  ').slice(0, -1)];
    for (const typed of halves) expect(typedOf(await offered(typed)), typed).toContain(name);
    const found = (await offered(name.slice(0, -1))).find(({ typed }) => typed === name);
    const whole = `${name.split(' ').at(-1)}: ${command.about}`;
    expect(found?.shown).toBe(whole.length > LONGEST ? `${whole.slice(0, LONGEST - 1)}…` : whole);
  });

  test.each(byName.filter(([, { who }]) => who !== 'anyone'))(
    'not %s, to a customer',
    async (name, { who }) => {
      await place.become('anyone');
      expect(typedOf(await offered(name.slice(0, -1)))).not.toContain(name);
      if (who === 'agent') return;
      await place.become('agent');
      expect(typedOf(await offered(name.slice(0, -1)))).not.toContain(name);
    },
  );

  test.each(COMPLETED)('what %s could be; what is chosen can be sent', async (name, command, typed) => {
    if (EXAMPLES[command.name]?.talk) await bringIn();
    await place.become(command.who);
    const found = typedOf(await offered(typed));
    // What a setting may be is not always a few words.
    if (!name.endsWith(' VALUE')) expect(found.length, typed).toBeGreaterThan(0);
    for (const words of new Set([...found.slice(0, 1), ...found.slice(-1)])) {
      expect(texts(words).slice(0, texts(typed).length)).toEqual(texts(typed));
      const { alone } = await place.type(words);
      expect(alone, words).not.toMatch(
        /There is no|(?<!is missing); allowed: |takes nothing after|has no|is neither|is no change/,
      );
      if (place.asker.seesForm()) await place.asker.cancel();
    }
  });

  test('what is typed on is completed, whatever spaces and capitals it has', async () => {
    await place.become('admin');
    expect(typedOf(await offered('  config   sh'))).toContain('config show');
    expect(typedOf(await offered('config  set   handoff.note_m'))).toContain('config set handoff.note_mark');
    expect(typedOf(await offered('help config se'))).toContain('help config set');
    expect(typedOf(await offered('hours set night mon-fri 9-17 sa'))).toContain(
      'hours set night mon-fri 9-17 sat',
    );
  });

  test('nothing that the database would have to be asked for, while it is dead', async () => {
    await place.become('agent');
    place.die(true);
    const found = await offered('why ').finally(() => place.die(false));
    expect(found).toEqual([]);
  });
});

describe.each(askers.filter(({ spoken }) => spoken))('what $name says without a mark', (descriptor) => {
  let place: CommandPlace;
  beforeAll(async () => {
    place = await openPlace(descriptor);
  });
  afterAll(() => place.stop());

  test.each(byName)('%s is taken for a command by whoever may', async (name, command) => {
    await place.become(command.who);
    const asked = place.intake.handedIn;
    const example = name.includes(' ') ? (command.examples[0] ?? name) : name;
    const came = await place.say(example);
    expect(place.intake.calls.at(-1)).toMatchObject({ command: name.split(' ')[0] });
    expect(came.answer.kind === 'taken' || came.alone !== '' || place.asker.seesForm()).toBe(true);
    expect(place.intake.handedIn).toBe(asked);
  });
});

const texts = (typed: string) => wordsOf(typed).map(({ text }) => text);

/** What is typed before an argument: the name, and something for each that comes earlier. */
function before({ name, arguments: args, examples }: Command, argument: string): string {
  const at = Object.keys(args).indexOf(argument);
  const words = (examples[0] ?? '').split(' ').slice(name.split(' ').length);
  return [name, ...words.slice(0, at), ''].join(' ');
}

/** What is typed at least. */
function withNeeded(command: Command): string {
  const needed = Object.values(command.arguments).filter((one: Argument) => !isOptional(one)).length;
  const words = (command.examples[0] ?? '').split(' ');
  return words.slice(0, command.name.split(' ').length + needed).join(' ');
}
