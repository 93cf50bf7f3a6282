import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FileRef, ThreadRef } from '../../../src/channels/refs.ts';
import { loaded } from '../../contract/bed.ts';
import type { Account } from '../../support/teams/world.ts';
import { TeamsWorld } from './teams-world.ts';

let one: TeamsWorld;
let thread: ThreadRef;
beforeEach(async () => {
  one = await TeamsWorld.start();
  await one.teams.people.write(one.customer, one.chat, 'How do I export?');
  ({ thread } = await one.intake.first('customer.message'));
});
afterEach(() => one.stop());

const LATER = '2100-01-01T00:00:00.000Z';

/** Somebody sends a file, and the adapter has kept it. */
async function sendFile(content: string, by: Account = one.customer, chat = one.chat) {
  const files = [{ name: 'app.log', content }];
  const written = await one.teams.people.write(by, chat, 'see the log', { files });
  const event = one.intake.of('customer.message').at(-1);
  const file = event?.files[0];
  if (!event || !file) throw new Error('the file was not handed in');
  await one.channel.readFile(file, { maxBytes: 1_000 });
  return { written, file, event };
}

/** Kinds of all records that have to do with files. */
const kept = () =>
  one.storage
    .all()
    .map(({ kind }) => kind)
    .filter((kind) => /file|bytes|offer/.test(kind));
const read = async (file: FileRef) =>
  Buffer.from(await one.channel.readFile(file, { maxBytes: 1_000 })).toString();

it('a file goes with its message, and the others stay', async () => {
  const first = await sendFile('line one');
  const second = await sendFile('line two');
  expect(kept()).toContain('bytes');
  await one.teams.people.remove(first.written);
  await expect(read(first.file)).rejects.toMatchObject({ code: 'file.unreadable' });
  expect(await read(second.file)).toBe('line two');
  await one.teams.people.remove(second.written);
  expect(kept()).toEqual([]);
});

it('the files of who is forgotten go, up to that moment, and nobody else’s', async () => {
  const first = await sendFile('line one');
  const { workspace, at, author } = first.event;
  const before = new Date(Date.parse(at) - 1).toISOString();
  await one.channel.forget({ workspace, id: author.id }, before);
  expect(await read(first.file)).toBe('line one');

  const other = one.teams.addPerson('Second customer');
  const theirs = await sendFile('line two', other, one.teams.world.personal(other));
  await one.channel.forget({ workspace, id: author.id }, LATER);
  await one.channel.forget({ workspace, id: author.id }, LATER);
  await expect(read(first.file)).rejects.toMatchObject({ code: 'file.unreadable' });
  expect(await read(theirs.file)).toBe('line two');
  await one.channel.forget({ workspace, id: theirs.event.author.id }, LATER);
  expect(kept()).toEqual([]);
});

it('a file whose message is deleted while it is still fetched is not kept', async () => {
  one.teams.failNext(/download/, { hang: true });
  const files = [{ name: 'app.log', content: 'line one' }];
  const written = await one.teams.people.write(one.customer, one.chat, 'see the log', { files });
  await one.teams.until(() => one.teams.server.calls.some(({ call }) => call.includes('/download/')));
  await one.teams.people.remove(written);
  one.teams.server.resume();
  const file = one.intake.of('customer.message').at(-1)?.files[0];
  if (!file) throw new Error('the file was not handed in');
  await expect(read(file)).rejects.toMatchObject({ code: 'file.unreadable' });
  expect(kept()).toEqual([]);
});

const file = loaded('form.txt', 'sign here');
const { bytes: _, ...known } = file;
const content = { kind: 'text' as const, text: '', files: [known] };

it('a file that was offered goes when the post that offers it is taken back', async () => {
  const post = await one.channel.post(thread, content, { key: 'k1', files: [file] });
  await one.channel.post(thread, content, { key: 'k2', files: [file] });
  expect(kept().filter((kind) => kind === 'bytes')).toHaveLength(2);
  await one.channel.remove(post);
  expect(kept().filter((kind) => kind === 'bytes')).toHaveLength(1);
});

it('files that were offered to who is forgotten go', async () => {
  await one.channel.post(thread, content, { key: 'k1', files: [file] });
  const { workspace, author } = await one.intake.first('customer.message');
  await one.channel.forget({ workspace, id: author.id }, LATER);
  expect(kept()).toEqual([]);
});
