import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TextContent } from '../../../src/channels/content.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import { loaded } from '../../contract/bed.ts';
import type { Json } from '../../support/teams/world.ts';
import { TeamsWorld } from './teams-world.ts';

let one: TeamsWorld;
let thread: ThreadRef;
beforeEach(async () => {
  one = await TeamsWorld.start();
  await one.teams.people.write(one.customer, one.chat, 'How do I export?');
  ({ thread } = await one.intake.first('customer.message'));
});
afterEach(() => one.stop());

const answer: TextContent = {
  kind: 'text',
  text: 'Press **Export**.',
  generated: true,
  sources: [{ title: 'The guide', url: 'https://help.example.com/guide' }],
  buttons: [
    { id: 'solved', label: 'That solved it', value: 'c1' },
    { id: 'not_solved', label: 'Not solved', value: 'c1' },
    { id: 'human', label: 'Talk to a human', value: 'c1' },
  ],
};
const posted = () => {
  const [post] = one.teams.posts(thread).slice(-1);
  if (!post) throw new Error('nothing was posted');
  return post;
};
const entityOf = (body: Json) => (body['entities'] as Json[] | undefined)?.[0];

it('an answer bears the label of AI, its sources as citations, and Teams’ own thumbs', async () => {
  await one.channel.post(thread, answer, { key: 'k1' });
  expect(entityOf(posted().body)).toMatchObject({
    additionalType: ['AIGeneratedContent'],
    citation: [{ position: 1, appearance: { name: 'The guide', url: 'https://help.example.com/guide' } }],
  });
  expect(posted().body['channelData']).toEqual({ feedbackLoop: { type: 'default' } });
});

it('a person’s words bear no label', async () => {
  await one.channel.post(
    thread,
    { kind: 'text', text: 'Hi', author: { name: 'First agent' } },
    { key: 'k1' },
  );
  expect(entityOf(posted().body)).toBeUndefined();
});

it('a thumb is the button whose place it takes, and what is written with it is a message', async () => {
  await one.channel.post(thread, answer, { key: 'k1' });
  await one.teams.people.think(one.customer, one.chat, posted(), false, 'It is greyed out');
  expect(await one.intake.first('customer.action')).toMatchObject({ action: 'not_solved', value: 'c1' });
  expect(one.intake.of('customer.message').at(-1)).toMatchObject({ text: 'It is greyed out' });
});

it('a suggested action is a press once; the same words again are words', async () => {
  await one.channel.post(thread, answer, { key: 'k1' });
  await one.teams.people.press(one.customer, one.chat, posted(), 'Talk to a human');
  expect(one.intake.of('customer.action')).toMatchObject([{ action: 'human' }]);
  await one.teams.people.write(one.customer, one.chat, 'Talk to a human');
  expect(one.intake.of('customer.message').at(-1)?.text).toBe('Talk to a human');
});

it('a client that knows no Action.Execute presses by Action.Submit', async () => {
  const { sources: _, ...card } = answer;
  await one.channel.post(thread, card, { key: 'k1' });
  await one.teams.people.submit(one.customer, one.chat, posted(), 'Talk to a human');
  expect(await one.intake.first('customer.action')).toMatchObject({ action: 'human', value: 'c1', thread });
});

it('what Teams sends again after 15 seconds is handed in under the same id', async () => {
  const { message } = await one.teams.people.write(one.customer, one.chat, 'Once');
  expect(await one.teams.people.resend(message.id)).toBe(200);
  expect(one.intake.of('customer.message').filter(({ text }) => text === 'Once')).toHaveLength(1);
});

it('a deletion that is taken back comes as an edit with all the words', async () => {
  const written = await one.teams.people.write(one.customer, one.chat, 'Still there');
  await one.teams.people.remove(written);
  expect(one.intake.of('customer.deleted')).toHaveLength(1);
  await one.teams.people.restore(written);
  expect(one.intake.of('customer.edited')).toMatchObject([{ text: 'Still there' }]);
});

it('a conversation can be written into after a restart, by what was noted of it', async () => {
  await one.restart();
  await one.channel.post(thread, { kind: 'text', text: 'Still here?' }, { key: 'k1' });
  expect(posted().body['text']).toContain('Still here?');
});

it('a file goes to whoever takes it; declined, its name stays', async () => {
  const file = loaded('form.txt', 'sign here');
  const { bytes: _, ...known } = file;
  const content: TextContent = { kind: 'text', text: '', files: [known] };
  await one.channel.post(thread, content, { key: 'k1', files: [file] });
  const id = await one.teams.people.consent(one.customer, one.chat, posted());
  expect(String(one.teams.server.uploads.get(id))).toBe('sign here');
  expect(JSON.stringify(posted().body)).toContain('file.info');
  await one.channel.post(thread, content, { key: 'k2', files: [file] });
  await one.teams.people.consent(one.customer, one.chat, posted(), false);
  expect(posted().body['text']).toContain('form.txt');
});

it('a picture is shown in the message', async () => {
  const picture = { ...loaded('shot.png', 'not really'), mediaType: 'image/png' };
  const { bytes: _, ...known } = picture;
  await one.channel.post(thread, { kind: 'text', text: '', files: [known] }, { key: 'k1', files: [picture] });
  expect(posted().body['attachments']).toMatchObject([{ contentType: 'image/png', name: 'shot.png' }]);
});

it('whoever took the app out cannot be written to, and it is said what to do', async () => {
  one.chat.removed = true;
  const refused = one.channel.post(thread, { kind: 'text', text: 'Hello?' }, { key: 'k1' });
  await expect(refused).rejects.toMatchObject({
    code: 'delivery.permanent',
    mend: expect.stringContaining('Install the app'),
  });
});

it('an answer that breaks off is tried again later', async () => {
  one.teams.failNext(/activities$/, { drop: true });
  const broken = one.channel.post(thread, { kind: 'text', text: 'Hello?' }, { key: 'k1' });
  await expect(broken).rejects.toMatchObject({ code: 'delivery.retryable' });
});

it('in a group chat a mention opens the conversation, which then goes on without', async () => {
  const { people, world } = one.teams;
  const group = one.teams.addGroupChat([one.customer]);
  await people.write(one.customer, group, 'How do I export?', { mention: world.bot });
  await people.write(one.customer, group, 'As a table, I mean');
  const said = one.intake.of('customer.message').filter(({ thread: { channel } }) => channel === group.id);
  expect(said.map(({ text, via }) => [text, via])).toEqual([
    ['How do I export?', 'mention'],
    ['As a table, I mean', 'thread'],
  ]);
  expect(said.map(({ thread: place }) => place.thread)).toEqual([null, null]);
});
