import { afterEach, describe, expect, it } from 'vitest';
import type { LoadedFile } from '../../../src/channels/adapter.ts';
import type { TextContent } from '../../../src/channels/content.ts';
import type { FileRef } from '../../../src/channels/refs.ts';
import { ALL_SCOPES } from '../../support/slack/web-api/scopes.ts';
import { type SlackWorld, startSlackWorld } from './slack-world.ts';

let world: SlackWorld;
afterEach(() => world.stop());

const LOG: LoadedFile = {
  platform: 'web',
  id: 'f1',
  name: 'app.log',
  mediaType: 'text/plain',
  size: 5,
  bytes: Buffer.from('error'),
};
const withoutBytes = ({ bytes: _, ...file }: LoadedFile): FileRef => file;
const said = (text: string, files: LoadedFile[]): TextContent => ({
  kind: 'text',
  text,
  author: { name: 'The Agent' },
  files: files.map(withoutBytes),
});

/** The customer's message with a file, as it reached the intake. */
async function sentWith(content: string): Promise<FileRef> {
  const { slack, customer, help, intake } = world;
  const asked = await slack.say({
    user: customer,
    channel: help,
    text: 'see log',
    files: [{ name: 'app.log', content }],
  });
  await asked.delivered;
  const [file] = intake.of('customer.message')[0]?.files ?? [];
  if (!file) throw new Error('the file did not reach the intake');
  return file;
}

async function openThread() {
  const { slack, customer, help } = world;
  const asked = await slack.say({ user: customer, channel: help, text: 'a question' });
  await asked.delivered;
  return world.thread(help, asked.ts);
}

describe('a file that a customer sends', () => {
  it('is read with the bot’s token', async () => {
    world = await startSlackWorld();
    const file = await sentWith('line one');
    expect(file).toMatchObject({ platform: 'slack', name: 'app.log', mediaType: 'text/plain', size: 8 });
    expect(Buffer.from(await world.channel.readFile(file, { maxBytes: 8 })).toString()).toBe('line one');
  });

  it('is not read beyond what may be taken', async () => {
    world = await startSlackWorld();
    const file = await sentWith('line one');
    await expect(world.channel.readFile(file, { maxBytes: 7 })).rejects.toMatchObject({
      code: 'file.unreadable',
    });
  });

  it('that is gone, or that the bot may not see, is unreadable', async () => {
    world = await startSlackWorld({ fake: { scopes: ALL_SCOPES.filter((one) => one !== 'files:read') } });
    const file = await sentWith('line one');
    const read = world.channel.readFile(file, { maxBytes: 100 });
    await expect(read).rejects.toMatchObject({ code: 'file.unreadable', mend: expect.any(String) });
    const gone = world.channel.readFile({ ...file, id: 'F0' }, { maxBytes: 100 });
    await expect(gone).rejects.toMatchObject({ code: 'file.unreadable' });
  });
});

describe('a file that is passed on', () => {
  it('stands in the thread after the words, with its author’s name, and is taken away again', async () => {
    world = await startSlackWorld();
    const thread = await openThread();
    const parts = world.channel.split(said('see here', [LOG]));
    expect(parts).toMatchObject([{ text: 'see here' }, { text: '', files: [{ name: 'app.log' }] }]);
    const [, part] = parts;
    if (!part) throw new Error('there is no part for the file');
    const post = await world.channel.post(thread, part, { key: 'k', files: [LOG] });
    const [, shared] = world.slack.thread(world.help, thread.thread ?? '');
    expect(shared).toMatchObject({ text: '*The Agent:*', files: [{ name: 'app.log', size: 5 }] });

    await world.channel.update(post, { kind: 'text', text: 'words' });
    await world.channel.remove(post);
    expect(world.slack.thread(world.help, thread.thread ?? '')).toHaveLength(1);
    await world.channel.remove(post);
  });

  it('in doubt after a crash is found by its name', async () => {
    world = await startSlackWorld();
    const thread = await openThread();
    const since = world.clock.now();
    const content = said('', [LOG]);
    world.slack.failNext('files.completeUploadExternal', { acceptThenDrop: true });
    const post = world.channel.post(thread, content, { key: 'k', files: [LOG] });
    await expect(post).rejects.toMatchObject({ code: 'delivery.retryable' });
    const found = await world.channel.findPosted(thread, 'k', since, content);
    expect(found?.id).toMatch(/^file:F/);
    const other = said('', [{ ...LOG, name: 'other.log' }]);
    expect(await world.channel.findPosted(thread, 'k', since, other)).toBeUndefined();
  });

  it('in doubt is not mistaken for another of the same name, nor for somebody else’s', async () => {
    world = await startSlackWorld();
    const { slack, channel, customer, help } = world;
    const thread = await openThread();
    const since = world.clock.now();
    await channel.post(thread, said('', [LOG]), { key: 'k', files: [LOG] });
    const longer = { ...LOG, size: 6, bytes: Buffer.from('errors') };
    expect(await channel.findPosted(thread, 'k2', since, said('', [longer]))).toBeUndefined();
    const files = [{ name: 'app.log', content: 'errors' }];
    await slack.say({ user: customer, channel: help, threadTs: thread.thread ?? '', text: 'mine', files });
    expect(await channel.findPosted(thread, 'k2', since, said('', [longer]))).toBeUndefined();
    expect(await channel.findPosted(thread, 'k', since, said('', [LOG]))).toBeDefined();
  });

  it('reaches a person whose direct message is known by their id alone', async () => {
    world = await startSlackWorld();
    const dm = await world.slack.openDm(world.customer);
    const direct = world.thread(world.customer, null);
    const post = await world.channel.post(direct, said('', [LOG]), { key: 'k', files: [LOG] });
    expect(post.channel).toBe(dm);
    expect(world.slack.history(dm)).toMatchObject([{ files: [{ name: 'app.log' }] }]);
    await world.channel.remove(post);
    expect(world.slack.history(dm)).toEqual([]);
  });

  it('is taken away also where the app may not look where it was shared', async () => {
    world = await startSlackWorld({ fake: { scopes: ALL_SCOPES.filter((one) => one !== 'files:read') } });
    const thread = await openThread();
    const post = await world.channel.post(thread, said('', [LOG]), { key: 'k', files: [LOG] });
    await world.channel.remove(post);
    const [, left] = world.slack.thread(world.help, thread.thread ?? '');
    expect(left?.files).toMatchObject([{ mode: 'tombstone' }]);
  });

  it('is shown by its name where Slack does not take it, beside those that it takes', async () => {
    world = await startSlackWorld();
    const { slack, channel } = world;
    const thread = await openThread();
    const empty = { ...LOG, id: 'f2', name: 'empty.txt', size: 0, bytes: Buffer.from('') };
    await channel.post(thread, said('', [LOG, empty]), { key: 'k', files: [LOG, empty] });
    const posted = () => slack.thread(world.help, thread.thread ?? '').at(-1);
    expect(posted()).toMatchObject({ text: '*The Agent:* 📎 empty.txt', files: [{ name: 'app.log' }] });
    slack.failNext('files.getUploadURLExternal', { error: 'file_uploads_disabled' });
    await channel.post(thread, said('', [LOG]), { key: 'k2', files: [LOG] });
    expect(posted()?.files).toBeUndefined();
    expect(JSON.stringify(posted()?.blocks)).toContain('📎 app.log');
  });

  it('of which nobody knows yet whether it may be uploaded gets a post of its own', async () => {
    world = await startSlackWorld({ unstarted: true });
    expect(world.channel.split(said('see here', [LOG]))).toHaveLength(2);
  });

  it('but could not be read is shown by its name', async () => {
    world = await startSlackWorld();
    const thread = await openThread();
    await world.channel.post(thread, said('', [LOG]), { key: 'k', files: [] });
    const [, posted] = world.slack.thread(world.help, thread.thread ?? '');
    expect(JSON.stringify(posted?.blocks)).toContain('📎 app.log');
  });

  it('is shown by its name where the app may upload none', async () => {
    world = await startSlackWorld({ fake: { scopes: ALL_SCOPES.filter((one) => one !== 'files:write') } });
    expect(world.channel.fileLimit).toBe(0);
    expect(world.channel.split(said('see here', [LOG]))).toHaveLength(1);
  });
});
