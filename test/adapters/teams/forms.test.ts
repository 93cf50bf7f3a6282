import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMAND_FORM } from '../../../src/channels/command.ts';
import type { TextContent } from '../../../src/channels/content.ts';
import { type Form, formButton } from '../../../src/channels/form.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { cardActions } from '../../support/teams/people.ts';
import type { Json } from '../../support/teams/world.ts';
import { TeamsWorld } from './teams-world.ts';

let one: TeamsWorld;
let thread: ThreadRef;
let clock: ManualClock;
beforeEach(async () => {
  clock = new ManualClock();
  one = await TeamsWorld.start({}, clock);
  await one.teams.people.write(one.customer, one.chat, 'How do I export?');
  ({ thread } = await one.intake.first('customer.message'));
  one.intake.formFor = async () => ({ kind: 'form', form });
});
afterEach(() => one.stop());

const form: Form = {
  ...{ action: 'rate', value: 'c1', title: 'Rate the help', intro: 'It **stays** here.', submit: 'Send' },
  fields: [
    { kind: 'choice', id: 'score', label: 'How was it', options: [{ value: '5', label: 'Good' }] },
    {
      kind: 'text',
      id: 'note',
      label: 'A word',
      hint: 'If you like',
      multiline: true,
      max: 500,
      optional: true,
    },
  ],
};
const question: TextContent = {
  kind: 'text',
  text: 'How was it?',
  buttons: [{ id: formButton('rate'), label: 'Rate …', value: 'c1' }],
};
const last = () => {
  const [post] = one.teams.posts(thread).slice(-1);
  if (!post) throw new Error('nothing was posted');
  return post;
};
const dialog = () => one.teams.people.dialogs.of(one.customer);
async function opened(content: TextContent = question) {
  await one.channel.post(thread, content, { key: `k${one.teams.posts(thread).length}` });
  const post = last();
  await one.teams.people.press(one.customer, one.chat, post, 'Rate …');
  return post;
}

describe('a form in Teams', () => {
  it('is a dialog, which its button asks for by the one action that can', async () => {
    const post = await opened();
    expect(cardActions(post)).toMatchObject([
      { type: 'Action.Submit', data: { msteams: { type: 'task/fetch' } } },
    ]);
    expect(dialog()).toMatchObject({ title: 'Rate the help', above: ['It stays here.'], submit: 'Send' });
    expect(dialog()?.inputs).toMatchObject([
      { label: 'How was it', required: true, choices: [{ title: 'Good', value: '5' }] },
      { label: 'A word', hint: 'If you like', required: false, max: 500 },
    ]);
  });

  it('is handed in once, however often Teams sends it', async () => {
    await opened();
    const data = { ...dialog()?.data, c_score: '5' };
    await one.teams.people.dialogs.submit(one.customer, ['Good', undefined]);
    const value = { data, context: { theme: 'default' } };
    const about = { id: 'f:again', from: one.customer, thread: undefined };
    const again = one.teams.people.activity(one.chat, about, { type: 'invoke', name: 'task/submit', value });
    expect(await one.teams.post(again)).toMatchObject({ status: 200 });
    expect(one.intake.of('customer.action')).toHaveLength(1);
  });

  it('that could not be stored comes back with what was typed, and once more after another try', async () => {
    const post = await opened();
    one.intake.failing = true;
    for (const note of ['A first try', 'A second try']) {
      await one.teams.people.dialogs.submit(one.customer, ['Good', note]);
      expect(dialog()?.above[0]).toMatch(/send it again/);
      expect(dialog()?.inputs.map(({ value }) => value)).toEqual(['5', note]);
    }
    one.intake.failing = false;
    await one.teams.people.dialogs.submit(one.customer, [undefined, undefined]);
    expect(await one.intake.first('customer.action')).toMatchObject({
      ...{ action: 'rate', value: 'c1', post: { id: post.id }, thread },
      fields: { score: '5', note: 'A second try' },
    });
    expect(dialog()).toBeUndefined();
  });

  it('that another process opened is given back in words where it could not be stored', async () => {
    await opened();
    await one.restart();
    one.intake.failing = true;
    await one.teams.people.dialogs.submit(one.customer, ['Good', 'What I *typed*']);
    expect(one.teams.people.dialogs.said(one.customer).join('\n')).toContain('What I');
  });

  it('under an answer with sources keeps its buttons on a card: suggested ones open nothing', async () => {
    await opened({ ...question, sources: [{ title: 'The guide', url: 'https://help.example.com' }] });
    expect(last().body['suggestedActions']).toBeUndefined();
    expect(dialog()?.title).toBe('Rate the help');
  });

  it.each([
    ['nothing', undefined],
    ['a button of another app', { data: { msteams: { type: 'task/fetch' }, theirs: 1 } }],
    ['a button that opens none', { data: { baton: { action: 'human', value: 'c1' } } }],
  ])('that was asked for by %s is refused', async (_, value) => {
    const post = await opened();
    const status = await one.teams.people.invoke(
      one.customer,
      one.chat,
      post,
      'task/fetch',
      value as unknown as Json,
    );
    expect(status).toBe(400);
  });

  it('whose data are not ours is refused', async () => {
    const post = await opened();
    for (const baton of [
      undefined,
      'x',
      { form: 'rate' },
      { form: 1, value: '', at: '', once: '', inputs: [] },
    ]) {
      const value = { data: { baton } };
      expect(await one.teams.people.invoke(one.customer, one.chat, post, 'task/submit', value)).toBe(400);
    }
    expect(one.intake.events.filter(({ kind }) => kind === 'customer.action')).toEqual([]);
  });
});

describe('a form that a command asks for', () => {
  beforeEach(async () => {
    one.intake.answerTo = async ({ fields }) =>
      fields
        ? { kind: 'answer', content: { kind: 'text', text: `Thanks: ${fields['note']}` }, here: false }
        : { kind: 'form', form: { ...form, action: COMMAND_FORM, value: 'kb add' } };
    await one.teams.people.write(one.customer, one.chat, '/baton kb add');
  });

  it('stands in the personal chat, and is gone once it was sent', async () => {
    const post = last();
    const said = await one.teams.people.fillIn(one.customer, one.chat, post, ['Good', 'an article']);
    expect(said).toBe('✓');
    expect(one.intake.calls[1]).toMatchObject({
      command: 'kb',
      args: 'add',
      fields: { score: '5', note: 'an article' },
    });
    expect(cardActions(post)).toEqual([]);
    expect(last().body['text']).toContain('Thanks: an article');
  });

  it('that did not work keeps what was typed, and can be sent again', async () => {
    const post = last();
    const { answerTo } = one.intake;
    one.intake.answerTo = () => Promise.reject(new Error('the store is away'));
    const said = await one.teams.people.fillIn(one.customer, one.chat, post, ['Good', 'an article']);
    expect(said).toMatch(/send it again/);
    expect(cardActions(post)).toHaveLength(1);
    one.intake.answerTo = answerTo;
    expect(await one.teams.people.fillIn(one.customer, one.chat, post, ['Good', 'an article'])).toBe('✓');
  });

  it('is sent by a client that knows no Action.Execute, too', async () => {
    const post = last();
    const [send] = cardActions(post);
    const { data } = (send?.['fallback'] ?? {}) as { data?: Json };
    const about = { id: '1', from: one.customer, thread: undefined };
    const value = { ...data, c_score: '5', t_note: 'an article' };
    const message = { type: 'message', value, replyToId: post.id };
    expect(await one.teams.post(one.teams.people.activity(one.chat, about, message))).toMatchObject({
      status: 200,
    });
    expect(one.intake.calls[1]).toMatchObject({ fields: { score: '5', note: 'an article' } });
    expect(last().body['text']).toContain('Thanks: an article');
  });
});

describe('a form of a command in a dialog', () => {
  async function sentSlowly(): Promise<{ answer(text: string): void; fail(): void }> {
    one.intake.formFor = async () => ({
      kind: 'form',
      form: { ...form, action: COMMAND_FORM, value: 'kb add' },
    });
    await opened();
    let settle = { answer: (_: string): void => {}, fail: (): void => {} };
    one.intake.answerTo = () =>
      new Promise((resolve, reject) => {
        const answer = (text: string) =>
          resolve({ kind: 'answer', content: { kind: 'text', text }, here: false });
        settle = { answer, fail: () => reject(new Error('the store is away')) };
      });
    const sent = one.teams.people.dialogs.submit(one.customer, ['Good', 'an *article*']);
    await one.intake.until(() => one.intake.calls.length === 1);
    clock.advance(4_000);
    await sent;
    expect(dialog()).toBeUndefined();
    return settle;
  }
  const told = () => String(last().body['text']);

  it('that takes long closes it, and is answered in the personal chat', async () => {
    const slow = await sentSlowly();
    slow.answer('It is added.');
    await one.teams.until(() => told().includes('It is added.'));
  });

  it('that takes long and then fails is given back there', async () => {
    const slow = await sentSlowly();
    slow.fail();
    await one.teams.until(() => told().includes('an *article*'));
    expect(told()).toMatch(/try it again/);
  });

  it('that is answered with another goes on in the same dialog', async () => {
    one.intake.formFor = async () => ({
      kind: 'form',
      form: { ...form, action: COMMAND_FORM, value: 'kb add' },
    });
    await opened();
    one.intake.answerTo = async () => ({
      kind: 'form',
      form: { ...form, title: 'And then', action: COMMAND_FORM },
    });
    await one.teams.people.dialogs.submit(one.customer, ['Good', undefined]);
    expect(dialog()?.title).toBe('And then');
  });
});
