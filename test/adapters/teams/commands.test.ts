import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandAnswer } from '../../../src/channels/command.ts';
import { objectIdOf } from '../../support/teams/people.ts';
import type { Conversation } from '../../support/teams/world.ts';
import { TeamsWorld } from './teams-world.ts';

let one: TeamsWorld;
let help: Conversation;
beforeEach(async () => {
  one = await TeamsWorld.start();
  help = one.teams.addChannel([one.customer]);
});
afterEach(() => one.stop());

const says = (text: string, here = false): CommandAnswer => ({
  kind: 'answer',
  content: { kind: 'text', text },
  here,
});
const write = (words: string, place = help) =>
  one.teams.people.write(
    one.customer,
    place,
    words,
    place.kind === 'personal' ? {} : { mention: one.teams.world.bot },
  );
const inChat = () =>
  one.teams.posts({ channel: one.chat.id, thread: null }).map(({ body }) => String(body['text']));
const inChannel = () =>
  one.teams.posts({ channel: help.id, thread: null }).map(({ body }) => String(body['text']));

describe('a command in Teams', () => {
  it('is typed after a mention or in the personal chat; its place is the thread', async () => {
    const { message } = await write('/baton Config  set *a* _b_');
    await write('/baton status', one.chat);
    expect(one.intake.calls).toMatchObject([
      {
        command: 'config',
        args: 'set *a* _b_',
        channel: help.id,
        thread: { channel: help.id, thread: message.id },
      },
      { command: 'status', args: '', channel: one.chat.id, thread: { channel: one.chat.id, thread: null } },
    ]);
  });

  it('brings the id of whoever typed it, as their admins know it, and no rights', async () => {
    await write('/baton status');
    expect(one.intake.calls[0]?.standing).toEqual({ admin: false, groups: [objectIdOf(one.customer)] });
  });

  it('needs no mark after a mention where its first words are known', async () => {
    one.intake.complete = async ({ words }) => {
      const known = ['status', 'why', 'config', 'config show'];
      return known.filter((each) => each.startsWith(words)).map((value) => ({ value, label: value }));
    };
    for (const words of [
      'status',
      'Config show all',
      'why is it late?',
      'config is broken',
      'stat',
      'how do I export?',
    ])
      await write(words);
    expect(one.intake.calls.map(({ command, args }) => `${command} ${args}`)).toEqual([
      'status ',
      'config show all',
    ]);
    expect(one.intake.of('customer.message').map(({ text }) => text)).toEqual([
      ...['why is it late?', 'config is broken', 'stat', 'how do I export?'],
    ]);
    await write('status', one.chat);
    expect(one.intake.calls).toHaveLength(2);
  });

  it('is carried out once, however often Teams sends it', async () => {
    one.intake.answerTo = async () => says('Done.');
    one.teams.failNext(/^POST .*activities$/, { status: 500 });
    const { message, status } = await write('/baton pause', one.chat);
    expect(status).toBe(503);
    expect(await one.teams.people.resend(message.id)).toBe(200);
    expect(one.intake.calls).toHaveLength(1);
    expect(inChat().join('\n')).toContain('Done.');
  });

  it('is answered in the personal chat, and nothing of it stands in the channel', async () => {
    one.intake.answerTo = async () => says('The key ends with **42**.');
    await write('/baton config show');
    expect(inChat().join('\n')).toContain('42');
    expect(inChannel()).toEqual([]);
  });

  it('of somebody who cannot be written to is not answered where all can read it', async () => {
    one.chat.removed = true;
    one.intake.answerTo = async () => says('The key ends with **42**.');
    await write('/baton config show');
    expect(inChannel().join('\n')).toContain('Add this app to your chats');
    expect(inChannel().join('\n')).not.toContain('42');
  });

  it('of one person is no press of a button that stands beneath the place to write in', async () => {
    const buttons = [{ id: 'human', label: 'Talk to a human', value: 'c1' }];
    const sources = [{ title: 'The guide' }];
    one.intake.answerTo = async () => ({
      ...{ kind: 'answer', here: false },
      content: { kind: 'text', text: 'See here.', buttons, sources },
    });
    await write('/baton status', one.chat);
    const [post] = one.teams.posts({ channel: one.chat.id, thread: null });
    expect(post?.body['suggestedActions']).toBeUndefined();
  });
});
