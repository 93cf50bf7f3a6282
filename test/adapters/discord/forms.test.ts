import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Form, formButton } from '../../../src/channels/form.ts';
import type { Interaction, Message } from '../../support/discord/fake-discord.ts';
import { DiscordWorld } from './discord-world.ts';

const form: Form = {
  action: 'resolve',
  value: 'e1',
  title: 'Resolve',
  intro: 'How did it **end**?',
  submit: 'Resolve',
  fields: [
    {
      kind: 'choice',
      id: 'gap',
      label: 'What was missing',
      initial: 'b',
      options: [
        { value: 'a', label: 'Knowledge' },
        { value: 'b', label: 'Nothing' },
      ],
    },
    {
      kind: 'text',
      id: 'note',
      label: 'Note',
      hint: 'For the others',
      multiline: true,
      max: 9_000,
      optional: true,
    },
  ],
};

let one: DiscordWorld;
let card: Message;
beforeEach(async () => {
  one = await DiscordWorld.start();
  const buttons = [{ id: formButton('resolve'), label: 'Resolve …', value: 'e1' }];
  const content = {
    title: 'A case',
    state: 'held' as const,
    status: 'First agent',
    fields: [],
    sections: [],
    buttons,
  };
  const place = one.adapter.desk.channel;
  await one.adapter.desk.post(place, { kind: 'card', card: content }, { key: 'k1' });
  card = one.last(one.desk.id);
  one.intake.formFor = async () => ({ kind: 'form', form });
});
afterEach(() => one.stop());

const press = () => one.discord.people.press(one.agent, card, 'Resolve …');
async function opened(): Promise<Interaction> {
  return one.discord.answered(press());
}
const told = (person = one.agent) =>
  one.discord
    .ephemerals(person.id)
    .map(({ content }) => content)
    .join('\n');

describe('a form on Discord', () => {
  it('is a modal with its words, its fields and what stands in them', async () => {
    const { modal } = await opened();
    expect(modal).toMatchObject({ title: 'Resolve', displays: ['How did it **end**?'] });
    expect(modal?.fields).toMatchObject([
      { label: 'What was missing', kind: 'choice', value: 'b', required: true },
      { label: 'Note', kind: 'text', hint: 'For the others', max: 4_000, required: false },
    ]);
    expect(one.intake.asked).toMatchObject([
      { action: 'resolve', value: 'e1', side: 'desk', author: { id: one.agent.id, name: 'First agent' } },
    ]);
    expect(one.intake.events).toEqual([]);
  });

  it('comes back as an action at the same post, accepted before it is acknowledged', async () => {
    const form_ = await opened();
    const sent = one.discord.people.fillIn(one.agent, form_, {
      'What was missing': 'Knowledge',
      Note: 'a\nb',
    });
    expect(await one.intake.first('desk.action')).toMatchObject({
      id: `f:${sent.id}`,
      action: 'resolve',
      value: 'e1',
      fields: { gap: 'a', note: 'a\nb' },
      thread: one.thread(one.desk.id, card.id),
      post: { id: card.id },
    });
    await one.discord.answered(sent);
    expect([sent.acknowledged, form_.modal]).toEqual([6, undefined]);
    expect(told()).toBe('');
  });

  it('whatever it holds, Discord takes it', async () => {
    const long = 'x'.repeat(5_000);
    const options = Array.from({ length: 40 }, (_, at) => ({ value: `v${at}`, label: `${at} ${long}` }));
    const fields: Form['fields'] = [
      { kind: 'choice', id: 'c', label: long, hint: long, options },
      { kind: 'choice', id: 'none', label: 'Nothing to choose', options: [] },
      ...['1', '2', '3', '4', '5'].map((id) => ({
        kind: 'text' as const,
        id,
        label: long,
        initial: `${long}\n`,
        max: 99_999,
      })),
    ];
    one.intake.formFor = async () => ({
      kind: 'form',
      form: { action: 'resolve', value: long, title: long, intro: long, submit: long, fields },
    });
    const { modal } = await opened();
    expect(modal?.fields.map(({ id }) => id)).toEqual(['c', '1', '2', '3', '4']);
    expect(modal?.fields[0]?.hint).toContain('xxx');
  });

  it('that is about more than Discord gives back is about that all the same', async () => {
    const value = 'kb add '.repeat(30);
    one.intake.formFor = async () => ({ kind: 'form', form: { ...form, action: 'a|b%', value } });
    one.discord.people.fillIn(one.agent, await opened(), {});
    expect(await one.intake.first('desk.action')).toMatchObject({ action: 'a|b%', value });
  });

  it('that there is none of is told to whoever pressed, and to nobody else', async () => {
    one.intake.formFor = async () => ({ kind: 'refused', text: 'Somebody else has it.' });
    await opened();
    expect(told()).toBe('Somebody else has it.');
    expect(told(one.customer)).toBe('');
  });

  it('that cannot be made, or not in time, is asked for again', async () => {
    one.intake.formFor = () => Promise.reject(new Error('the store is away'));
    await opened();
    const asked = new Promise<void>((resolve) => {
      one.intake.formFor = () => {
        resolve();
        return new Promise(() => {});
      };
    });
    const slow = press();
    await asked;
    one.clock.advance(2_000);
    await one.discord.answered(slow);
    expect(told().match(/try it again/g)).toHaveLength(2);
  });

  it('that could not be stored is given back to whoever filled it in', async () => {
    const typed = 'It was `` the `` *export*.\n```\ncode\n```';
    one.intake.failing = true;
    const sent = one.discord.people.fillIn(one.agent, await opened(), { Note: typed });
    await one.discord.answered(sent);
    expect(told()).toMatch(/send it again/);
    expect(told().replace(/\u200b/g, '')).toContain('It was `` the `` *export*.');
    one.intake.failing = false;
    one.discord.people.fillIn(one.agent, await opened(), { Note: typed });
    expect((await one.intake.first('desk.action')).fields?.['note']).toBe(typed);
  });

  it('that takes long to be stored is not taken for lost', async () => {
    const form_ = await opened();
    let store = (): void => undefined;
    const accept = one.intake.accept.bind(one.intake);
    const handedIn = new Promise<void>((resolve) => {
      one.intake.accept = async (event) => {
        resolve();
        await new Promise<void>((stored) => {
          store = stored;
        });
        return accept(event);
      };
    });
    const sent = one.discord.people.fillIn(one.agent, form_, {});
    await handedIn;
    one.clock.advance(2_000);
    await one.discord.answered(sent);
    expect(sent.acknowledged).toBe(5);
    store();
    await one.intake.first('desk.action');
    await one.discord.until(() => one.discord.ephemerals(one.agent.id).length === 0);
  });

  it('what is said after it to one person stands beside it', async () => {
    await one.discord.answered(one.discord.people.fillIn(one.agent, await opened(), {}));
    const { thread } = await one.intake.first('desk.action');
    await one.adapter.desk.whisper(thread, one.agent.id, { kind: 'text', text: 'It is closed.' });
    expect(told()).toBe('It is closed.');
  });
});
