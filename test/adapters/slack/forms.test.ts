import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMAND_FORM } from '../../../src/channels/command.ts';
import { type Form, formButton } from '../../../src/channels/form.ts';
import { type SlackWorld, startSlackWorld } from './slack-world.ts';

const note: Form = {
  ...{ action: 'note', value: 'e1', title: 'A note', submit: 'Keep it' },
  fields: [{ id: 'words', label: 'Words', kind: 'text', max: 200 }],
};
const confirm: Form = { ...note, action: 'confirm', title: 'Sure?', submit: 'Yes', fields: [] };

let world: SlackWorld;
let ts: string;

beforeEach(async () => {
  world = await startSlackWorld();
  world.intake.formFor = async () => ({ kind: 'form', form: note });
  const buttons = [{ id: formButton('note'), label: 'Note…', value: 'e1' }];
  const content = { kind: 'text' as const, text: 'hi', buttons };
  const post = await world.channel.post(world.thread(world.help, null), content, { key: 'k' });
  ts = post.id;
});
afterEach(() => world.stop());

const press = () =>
  world.slack.click({ user: world.customer, channel: world.help, ts, actionId: formButton('note') });
const told = () => world.slack.ephemerals(world.customer).map(({ text }) => text);

async function opened(form: Form = note) {
  world.intake.formFor = async () => ({ kind: 'form', form });
  await press();
  return world.slack.until(() => world.slack.modal(world.customer));
}

describe('a form on Slack', () => {
  it('a press that opens one is acknowledged before there is any', async () => {
    let answer: (form: { kind: 'form'; form: Form }) => void = () => {};
    const asked = new Promise<void>((resolve) => {
      world.intake.formFor = () => {
        resolve();
        return new Promise((late) => (answer = late));
      };
    });
    expect((await press()).acknowledged).toBe(true);
    await asked;
    expect(world.slack.modal(world.customer)).toBeUndefined();
    answer({ kind: 'form', form: note });
    await world.slack.until(() => world.slack.modal(world.customer));
    expect(told()).toEqual([]);
  });

  it('where Slack does not open it, the person is told to press again', async () => {
    world.slack.failNext('views.open', { error: 'internal_error' });
    await press();
    await world.slack.until(() => told().length === 1);
    expect(told()).toEqual(['That did not work. Please press the button again in a moment.']);
  });

  it('one about more than Slack keeps with a modal is not opened, and the person is told', async () => {
    world.intake.formFor = async () => ({ kind: 'form', form: { ...note, value: 'v'.repeat(3_000) } });
    await press();
    await world.slack.until(() => told().length === 1);
    expect(world.slack.calls.at(-1)?.answer).toMatchObject({ error: 'invalid_arguments' });
    expect(world.logger.lines.at(-1)?.message).toBe('A form could not be opened on Slack');
  });

  it('the same answers sent twice are one event, other answers another', async () => {
    const { slack, intake, customer } = world;
    intake.answer = () => Promise.reject(new Error('the store is away'));
    await opened();
    for (const words of ['one', 'one', 'two']) await slack.submit({ user: customer, values: { words } });
    const ids = intake.of('customer.action').map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toBe(ids[1]);
  });

  it('one that the store takes too long for stays open, and is not lost when it comes after all', async () => {
    const { slack, intake, customer, clock } = world;
    const shown = await opened();
    let store: (what: 'accepted') => void = () => {};
    const arrived = new Promise<void>((resolve) => {
      intake.answer = () => {
        resolve();
        return new Promise((late) => (store = late));
      };
    });
    const sent = slack.submit({ user: customer, values: { words: 'x' } });
    await arrived;
    clock.advance(2_500);
    expect((await sent).errors).toEqual({ words: expect.stringContaining('again') });
    store('accepted');
    intake.answer = async () => 'duplicate';
    await slack.submit({ user: customer, values: { words: 'x' } });
    expect(slack.modal(customer)).toBeUndefined();
    expect(intake.events[1]?.id).toBe(intake.events[0]?.id);
    expect(intake.events[0]?.id).toContain(shown.id);
  });

  it('one that the intake refuses says that it cannot be taken', async () => {
    world.intake.answer = async () => 'refused';
    await opened();
    const { errors } = await world.slack.submit({ user: world.customer, values: { words: 'x' } });
    expect(errors).toEqual({ words: 'This cannot be taken as it is.' });
  });

  it('one that asks for nothing says above its button what is wrong, once', async () => {
    const { slack, intake, customer } = world;
    await opened(confirm);
    intake.answer = () => Promise.reject(new Error('the store is away'));
    await slack.submit({ user: customer, values: {} });
    await slack.submit({ user: customer, values: {} });
    const texts = JSON.stringify(slack.modal(customer)?.blocks).match(/could not be stored/g);
    expect(texts).toHaveLength(1);
    intake.answer = async () => 'accepted';
    await slack.submit({ user: customer, values: {} });
    expect(slack.modal(customer)).toBeUndefined();
    expect(intake.of('customer.action').at(-1)).toMatchObject({ action: 'confirm', value: 'e1', fields: {} });
  });

  it('modals of another workspace, of another making and of no shape are refused', async () => {
    const { slack, intake, customer, logger } = world;
    const shapes: ((payload: Record<string, unknown>) => void)[] = [
      (payload) =>
        Object.assign(payload, {
          team: { id: 'T0OTHER' },
          view: { ...(payload.view as object), app_installed_team_id: 'T0OTHER' },
        }),
      (payload) => Object.assign(payload.view as object, { private_metadata: '{' }),
      (payload) => Object.assign(payload.view as object, { private_metadata: '{"channel":"C1"}' }),
      (payload) => Object.assign(payload, { view: null }),
      (payload) => Object.assign(payload.view as object, { state: null, blocks: 'x' }),
    ];
    for (const alter of shapes) {
      await opened();
      await slack.submit({ user: customer, values: { words: 'x' }, alter });
    }
    expect(intake.events).toMatchObject([{ action: 'note', fields: {} }]);
    expect(logger.lines.filter(({ level }) => level === 'warn')).toHaveLength(4);
  });

  it('one of a command that is sent when its response URL holds no more is answered in the channel', async () => {
    const { slack, intake, clock, customer, help } = world;
    const form = { ...note, action: COMMAND_FORM, value: 'text set' };
    intake.answerTo = async ({ fields }) =>
      fields
        ? { kind: 'answer', content: { kind: 'text', text: 'Changed.' }, here: false }
        : { kind: 'form', form };
    await slack.command({ user: customer, channel: help, command: '/baton', text: 'text set' });
    await slack.until(() => slack.modal(customer));
    clock.advance(31 * 60_000);
    await slack.submit({ user: customer, values: { words: 'x' } });
    await slack.until(() => told().includes('Changed.'));
    expect(slack.modal(customer)).toBeUndefined();
  });

  it('a form of a command that asks for more becomes the next one in place', async () => {
    const { slack, intake, customer, help } = world;
    const form = { ...note, action: COMMAND_FORM, value: 'agent add' };
    intake.answerTo = async ({ fields }) => ({
      kind: 'form',
      form: fields ? { ...form, title: 'And now?', value: 'agent more' } : form,
    });
    await slack.command({ user: customer, channel: help, command: '/baton', text: 'agent add' });
    const first = await slack.until(() => slack.modal(customer));
    await slack.submit({ user: customer, values: { words: 'x' } });
    expect(slack.modal(customer)).toMatchObject({ id: first.id, title: { text: 'And now?' } });
    await slack.submit({ user: customer, values: { words: 'y' } });
    expect(intake.calls.map(({ command, args }) => `${command} ${args}`)).toEqual([
      'agent add',
      'agent add',
      'agent more',
    ]);
  });
});
