import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMAND_FORM, type CommandAnswer } from '../../../src/channels/command.ts';
import type { Form } from '../../../src/channels/form.ts';
import type { Channel, Interaction, User } from '../../support/discord/fake-discord.ts';
import { MAY } from '../../support/discord/world/permissions.ts';
import { DiscordWorld } from './discord-world.ts';

let one: DiscordWorld;
beforeEach(async () => {
  one = await DiscordWorld.start();
});
afterEach(() => one.stop());

const LOADING = 128;
const says = (text: string, here = false): CommandAnswer => ({
  kind: 'answer',
  content: { kind: 'text', text },
  here,
});
const form: Form = {
  ...{ action: COMMAND_FORM, value: 'agent add', title: 'A new agent', submit: 'Add' },
  fields: [{ id: 'name', label: 'Name', kind: 'text', max: 80 }],
};
const send = (words: string, person: User = one.customer, place: Channel = one.general) =>
  one.discord.people.command(person, place, 'baton', words === '' ? {} : { request: words });
const typed = (...given: Parameters<typeof send>) => one.discord.answered(send(...given));
const told = (person = one.customer) =>
  one.discord
    .ephemerals(person.id)
    .filter(({ flags }) => (flags & LOADING) === 0)
    .map(({ content }) => content);
/** Answers when told to. */
function slowly(): { asked: Promise<void>; answer(with_: CommandAnswer): void; fail(): void } {
  let settle: { answer(with_: CommandAnswer): void; fail(): void } = { answer: () => {}, fail: () => {} };
  const asked = new Promise<void>((heard) => {
    one.intake.answerTo = () =>
      new Promise((answer, fail) => {
        settle = { answer, fail: () => fail(new Error('the store is away')) };
        heard();
      });
  });
  return { asked, answer: (with_) => settle.answer(with_), fail: () => settle.fail() };
}

describe('a command on Discord', () => {
  it('comes with its words; in a thread of customers that is the place, elsewhere the direct message', async () => {
    await typed('Human my invoice is *wrong*');
    const direct = one.discord.world.directWith(one.customer.id);
    expect(one.intake.calls).toMatchObject([
      {
        ...{
          command: 'human',
          args: 'my invoice is *wrong*',
          author: { id: one.customer.id, name: 'The Customer' },
        },
        thread: { workspace: '@me', channel: direct.id, thread: null },
        channel: one.general.id,
      },
    ]);
    const post = one.discord.people.post(one.customer, one.forum, 'Help', 'It is empty');
    await typed('status', one.customer, one.discord.world.channels.get(post.id));
    expect(one.intake.calls[1]).toMatchObject({
      thread: one.thread(one.forum.id, post.id),
      channel: one.forum.id,
    });
  });

  it('in the thread of a card means that card', async () => {
    const { desk } = one.adapter;
    const card = {
      title: 'A card',
      status: '',
      state: 'held' as const,
      fields: [],
      sections: [],
      buttons: [],
    };
    const posted = await desk.post(desk.channel, { kind: 'card', card }, { key: 'card' });
    const thread = { ...posted, thread: posted.id };
    await desk.post(thread, { kind: 'text', text: 'The record' }, { key: 'record' });
    await typed('close', one.agent, one.discord.world.channels.get(posted.id));
    expect(one.intake.calls).toMatchObject([
      { command: 'close', thread: one.thread(one.desk.id, posted.id), channel: one.desk.id },
    ]);
  });

  it('brings the roles of whoever typed it, and whether they may manage the server', async () => {
    const helpers = one.discord.addRole(one.guild, 'Helpers', 0n, [one.customer]);
    await typed('status');
    const managers = one.discord.addRole(one.guild, 'Managers', MAY.manageGuild, [one.agent]);
    await typed('status', one.agent);
    const admins = one.discord.addRole(one.guild, 'Admins', MAY.administrator, [one.customer]);
    await typed('status');
    expect(one.intake.calls.map(({ standing }) => standing)).toEqual([
      { admin: false, groups: [helpers] },
      { admin: true, groups: [managers] },
      { admin: true, groups: [helpers, admins] },
    ]);
  });

  it('in a direct message nobody is an administrator', async () => {
    one.discord.addRole(one.guild, 'Admins', MAY.administrator, [one.customer]);
    await typed('status', one.customer, one.discord.world.directWith(one.customer.id));
    expect(one.intake.calls[0]?.standing).toEqual({ admin: false, groups: [] });
  });

  it('that takes long is acknowledged in time, and its answer takes the place of the sign', async () => {
    const slow = slowly();
    const sent = send('report');
    await slow.asked;
    one.clock.advance(2_000);
    await one.discord.answered(sent);
    expect([sent.acknowledged, told()]).toEqual([5, []]);
    one.clock.advance(60_000);
    slow.answer(says('x '.repeat(2_500)));
    await one.discord.until(() => told().length === 3);
    expect(one.discord.history(one.general.id)).toEqual([]);
  });

  it('that takes long and is for everybody is told to everybody', async () => {
    const slow = slowly();
    send('report --here');
    await slow.asked;
    one.clock.advance(2_000);
    slow.answer(says('Two are waiting.', true));
    await one.discord.until(() => one.discord.history(one.general.id).length === 1);
    expect(one.last(one.general.id).content).toBe('Two are waiting.');
    expect(told()).toEqual(['✓']);
  });

  it('that takes long and then fails says so', async () => {
    const slow = slowly();
    send('report');
    await slow.asked;
    one.clock.advance(2_000);
    slow.fail();
    await one.discord.until(() => told().length === 1);
    expect(told()[0]).toMatch(/try it again/);
  });

  it('whose form comes too late to be shown gives a button that opens it', async () => {
    const slow = slowly();
    send('agent add');
    await slow.asked;
    one.clock.advance(2_000);
    slow.answer({ kind: 'form', form });
    await one.discord.until(() => told().length === 1);
    const [late] = one.discord.ephemerals(one.customer.id);
    if (!late) throw new Error('nothing was told');
    const opened = await one.discord.answered(one.discord.people.press(one.customer, late, 'A new agent'));
    one.intake.answerTo = async () => says('Done.');
    await one.discord.answered(one.discord.people.fillIn(one.customer, opened, { Name: 'Second agent' }));
    expect(one.intake.calls[1]).toMatchObject({
      command: 'agent',
      args: 'add',
      fields: { name: 'Second agent' },
    });
  });

  it('a form that is answered with a form is gone on with by a button', async () => {
    one.intake.answerTo = async () => ({ kind: 'form', form });
    const opened = await typed('agent add');
    const sent = one.discord.people.fillIn(one.customer, opened, { Name: '?' });
    await one.discord.answered(sent);
    const [next] = one.discord.ephemerals(one.customer.id);
    if (!next) throw new Error('nothing was told');
    const again = await one.discord.answered(one.discord.people.press(one.customer, next, 'A new agent'));
    expect(again.modal?.title).toBe('A new agent');
  });

  it('a form of a command that did not work gives back what was typed', async () => {
    one.intake.answerTo = async () => ({ kind: 'form', form });
    const opened = await typed('agent add');
    one.intake.answerTo = () => Promise.reject(new Error('the store is away'));
    await one.discord.answered(one.discord.people.fillIn(one.customer, opened, { Name: 'Second agent' }));
    expect(told().join('\n')).toContain('Second agent');
  });

  it('handed in as an event waits for what is said by the road, and no longer than ten seconds', async () => {
    const sent = await typed('human');
    expect(sent.acknowledged).toBe(5);
    const [call] = one.intake.calls;
    if (!call) throw new Error('nothing was asked');
    await one.adapter.channel.whisper(call.thread, one.customer.id, {
      kind: 'text',
      text: 'Somebody comes.',
    });
    expect(told()).toEqual(['Somebody comes.']);
    await typed('human');
    expect(one.discord.ephemerals(one.customer.id)).toHaveLength(2);
    one.clock.advance(10_000);
    await one.discord.until(() => one.discord.ephemerals(one.customer.id).length === 1);
    expect(told()).toEqual(['Somebody comes.']);
  });

  it('what comes after its answer stands beside it', async () => {
    one.intake.answerTo = async () => says('Heard.');
    await typed('human');
    const [call] = one.intake.calls;
    if (!call) throw new Error('nothing was asked');
    await one.adapter.channel.whisper(call.thread, one.customer.id, {
      kind: 'text',
      text: 'Somebody comes.',
    });
    expect(told()).toEqual(['Heard.', 'Somebody comes.']);
  });

  it('that waits for the rate of Discord tells the rest a little later', async () => {
    one.intake.answerTo = async () => says('x '.repeat(1_500));
    one.discord.failNext(/^POST \/webhooks/, { status: 429, retryAfter: 1 });
    const after = one.clock.after.bind(one.clock);
    const waits = new Promise<void>((begun) => {
      one.clock.after = (ms, run) => {
        const cancel = after(ms, run);
        if (ms === 1_000) begun();
        return cancel;
      };
    });
    await typed('report');
    await waits;
    one.clock.advance(1_000);
    await one.discord.until(() => told().length === 2);
  });
});

describe('what is typed of a command', () => {
  const typing = async (words: string): Promise<Interaction> =>
    one.discord.answered(one.discord.people.type(one.customer, one.general, 'baton', 'request', words));

  it('is completed with what could stand there, as the whole that Discord puts in its place', async () => {
    one.intake.completions = [
      { value: 'config show', label: 'show: what is set' },
      { value: 'config set', label: 'set' },
    ];
    const { choices } = await typing('config  s');
    expect(choices).toEqual([
      { name: 'show: what is set', value: 'config show' },
      { name: 'set', value: 'config set' },
    ]);
    expect(one.intake.typed).toMatchObject([
      { words: 'config  s', author: { id: one.customer.id }, standing: { admin: false, groups: [] } },
    ]);
  });

  it('is completed within what Discord takes', async () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ value: `v${at}`, label: 'l'.repeat(200) }));
    one.intake.completions = [
      { value: 'v'.repeat(101), label: 'too long' },
      { value: '', label: 'none' },
      ...many,
    ];
    expect((await typing('')).choices?.map(({ value }) => value)).toEqual(
      many.slice(0, 25).map(({ value }) => value),
    );
  });

  it('is left alone where nothing is found in time', async () => {
    const asked = new Promise<void>((heard) => {
      one.intake.complete = () => {
        heard();
        return new Promise(() => {});
      };
    });
    const sent = one.discord.people.type(one.customer, one.general, 'baton', 'request', 'conf');
    await asked;
    one.clock.advance(2_000);
    expect((await one.discord.answered(sent)).choices).toEqual([]);
  });

  it('is asked for only since the command says that it can be completed', () => {
    const [commands] = one.discord.world.commands.values();
    expect(commands?.[0]).toMatchObject({
      name: 'baton',
      options: [{ name: 'request', autocomplete: true }],
    });
  });

  it('can be any command there is: its one option is free text, as long as Discord lets it be', () => {
    const [registered] = one.discord.world.commands.values();
    const [options = []] = (registered ?? []).map((each) => (each['options'] ?? []) as object[]);
    expect(options).toHaveLength(1);
    for (const key of ['choices', 'min_length', 'max_length', 'options'])
      expect(options[0]).not.toHaveProperty(key);
  });
});
