import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TextContent } from '../../src/channels/content.ts';
import type { ThreadRef } from '../../src/channels/refs.ts';
import { RateLimited } from '../../src/platform/errors.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { type Bed, loaded } from './bed.ts';
import { platforms } from './platforms/all.ts';
import { meaningOf } from './same-meaning.ts';

const text = (words: string, more: Partial<TextContent> = {}): TextContent => ({
  kind: 'text',
  text: words,
  ...more,
});

describe.each(platforms)('the contract, kept by $name', ({ offers, prepare }) => {
  let bed: Bed;
  beforeEach(async () => {
    bed = await prepare(new ManualClock());
    await bed.channel.start(bed.intake);
    await bed.connected();
  });
  afterEach(() => bed.stop());

  /** A conversation's thread, opened by the customer. */
  async function opened(words = 'How do I export?'): Promise<ThreadRef> {
    const said = await bed.ask(words);
    await bed.intake.until(() => bed.intake.of('customer.message').some(({ post }) => post.id === said.id));
    const event = bed.intake.of('customer.message').find(({ post }) => post.id === said.id);
    if (!event) throw new Error('the message was not handed in');
    return event.thread;
  }

  /** Posts as the delivery does: split, then one write each, in order. */
  async function post(thread: ThreadRef, content: TextContent, files = [] as ReturnType<typeof loaded>[]) {
    const refs = [];
    for (const [index, part] of bed.channel.split(content).entries()) {
      const own = part.kind === 'text' && part.files ? files : [];
      refs.push(await bed.channel.post(thread, part, { key: `key-${index}`, files: own }));
    }
    return refs;
  }

  describe('a message', () => {
    it('is handed in with its author, its time, its place, and how it came', async () => {
      const thread = await opened();
      const [event] = bed.intake.of('customer.message');
      expect(event).toMatchObject({
        platform: bed.channel.platform,
        text: 'How do I export?',
        author: { id: bed.customerId, name: bed.customerName },
        files: [],
      });
      expect(event?.via).not.toBe('thread');
      expect(new Date(event?.at ?? '').toISOString()).toBe(event?.at);
      expect(event?.id.length).toBeLessThanOrEqual(200);
      expect(thread.workspace).not.toBe('');
    });

    it('in the same thread belongs to the same conversation', async () => {
      const first = await bed.ask('How do I export?');
      const { thread } = await bed.intake.first('customer.message');
      await bed.reply(first, 'As a table, I mean');
      await bed.intake.until(() => bed.intake.of('customer.message').length === 2);
      expect(bed.intake.of('customer.message')[1]?.thread).toEqual(thread);
    });

    it('that could not be stored is handed in again, by whoever sends it again', async () => {
      bed.intake.failing = true;
      const said = await bed.ask('How do I export?').catch(() => undefined);
      bed.intake.failing = false;
      expect(bed.intake.events).toEqual([]);
      if (offers.redelivery && said) await bed.redeliver(said);
      else await bed.ask('How do I export?');
      expect((await bed.intake.first('customer.message')).text).toBe('How do I export?');
    });

    if (offers.redelivery) {
      it('that is delivered again has the same id', async () => {
        const said = await bed.ask('How do I export?');
        const before = bed.intake.handedIn;
        await bed.redeliver(said);
        await bed.intake.until(() => bed.intake.handedIn > before);
        expect(bed.intake.events).toHaveLength(1);
      });
    }

    if (offers.mentions) {
      it('that mentions the bot opens a conversation, without the mention', async () => {
        await bed.mention('how do I export?');
        const event = await bed.intake.first('customer.message');
        expect(event).toMatchObject({ text: 'how do I export?', via: 'mention' });
      });
    }

    if (offers.directMessages) {
      it('to the bot alone opens a conversation', async () => {
        await bed.askDirectly('How do I export?');
        expect(await bed.intake.first('customer.message')).toMatchObject({
          text: 'How do I export?',
          via: 'dm',
        });
      });
    }

    if (offers.otherBots) {
      it('of another bot, or of our own, is left alone', async () => {
        const thread = await opened();
        await bed.botSays('I am a machine');
        await post(thread, text('I am Baton'));
        await bed.ask('Last words');
        await bed.intake.until(() =>
          bed.intake.of('customer.message').some((event) => event.text === 'Last words'),
        );
        expect(bed.intake.of('customer.message').map((event) => event.text)).toEqual([
          'How do I export?',
          'Last words',
        ]);
      });
    }
  });

  describe('a post', () => {
    it('stands in its thread, with its buttons and sources', async () => {
      const thread = await opened();
      const buttons = [{ id: 'human', label: 'Talk to a human', value: 'c1' }];
      await post(
        thread,
        text('Like **this**.', { buttons, sources: [{ title: 'The guide' }], generated: true }),
      );
      const [shown] = await bed.shown(thread);
      expect(shown?.text).toContain('Like this.');
      expect(shown?.text).toContain('The guide');
      expect(shown?.buttons).toEqual(['Talk to a human']);
    });

    it('too long for one is split in order, nothing lost, its buttons under the last', async () => {
      const thread = await opened();
      const paragraphs = Array.from({ length: 300 }, (_, n) => `Paragraph ${n}. ${'word '.repeat(30)}`);
      const buttons = [{ id: 'human', label: 'Talk to a human', value: 'c1' }];
      const refs = await post(thread, text(paragraphs.join('\n\n'), { buttons }));
      const shown = await bed.shown(thread);
      expect(shown).toHaveLength(refs.length);
      expect(new Set(refs.map(({ id }) => id)).size).toBe(refs.length);
      const numbers = [
        ...shown
          .map((one) => one.text)
          .join('\n')
          .matchAll(/Paragraph (\d+)\./g),
      ].map(([, n]) => Number(n));
      expect(numbers).toEqual(paragraphs.map((_, n) => n));
      expect(shown.map((one) => one.buttons.length)).toEqual(
        shown.map((_, n) => (n === shown.length - 1 ? 1 : 0)),
      );
    });

    it('of an agent shows who wrote it', async () => {
      const thread = await opened();
      await post(thread, text('Hello there', { author: { name: 'First agent' } }));
      const [shown] = await bed.shown(thread);
      expect(`${shown?.author}: ${shown?.text}`).toContain('First agent');
      expect(shown?.text).toContain('Hello there');
    });

    it('is replaced in place, and taken away; twice is no error', async () => {
      const thread = await opened();
      const [ref] = await post(thread, text('Press expert'));
      if (!ref) throw new Error('nothing was posted');
      await bed.channel.update(ref, text('Press export'));
      expect((await bed.shown(thread)).map((one) => one.text)).toEqual(['Press export']);
      await bed.channel.remove(ref);
      expect(await bed.shown(thread)).toEqual([]);
      await bed.channel.remove(ref);
    });

    it('brings its files, which can be read again', async () => {
      const thread = await opened();
      const file = loaded('app.log', 'line one');
      const { bytes: _, ...known } = file;
      await post(thread, text('see here', { files: [known] }), bed.channel.fileLimit > 0 ? [file] : []);
      const shown = await bed.shown(thread);
      expect(shown.map((one) => one.text).join('\n')).toContain('see here');
      if (offers.files) {
        expect(shown.flatMap(({ files }) => files)).toEqual([{ name: 'app.log', content: 'line one' }]);
      } else expect(shown.map((one) => one.text).join('\n')).toContain('app.log');
    });

    it('pings nobody, whatever it says, and makes no link that was not written', async () => {
      const thread = await opened();
      const words = '@everyone @here <!channel> <@everyone> <at>all</at> javascript:alert(1)';
      await post(thread, text(words));
      expect(await bed.pinged(thread)).toEqual([]);
      const [shown] = await bed.shown(thread);
      expect(shown?.text).toContain('everyone');
    });

    if (offers.rateLimits) {
      it('that comes too fast says how long to wait, and is not made', async () => {
        const thread = await opened();
        bed.limitRate(7);
        const refused = await post(thread, text('too fast')).catch((error: unknown) => error);
        expect(refused).toBeInstanceOf(RateLimited);
        expect(refused).toMatchObject({ retryAfterMs: 7_000 });
        expect(await bed.shown(thread)).toEqual([]);
      });
    }

    if (offers.permissions) {
      it('that is not permitted fails for good, with what to do about it', async () => {
        const thread = await opened();
        bed.forbid();
        await expect(post(thread, text('not here'))).rejects.toMatchObject({
          code: 'delivery.permanent',
          mend: expect.any(String),
        });
      });
    }

    it('in doubt is found by its key, and one that never arrived is not', async () => {
      const thread = await opened();
      const since = bed.clock.now();
      const content = text('in doubt');
      if (offers.history) bed.loseAnswer();
      await bed.channel.post(thread, content, { key: 'doubt-1' }).catch(() => undefined);
      const found = await bed.channel.findPosted(thread, 'doubt-1', since, content);
      expect(found).toMatchObject({ channel: thread.channel });
      expect(await bed.channel.findPosted(thread, 'doubt-2', since, text('never sent'))).toBeUndefined();
      if (found) await bed.channel.remove(found);
      expect(await bed.shown(thread)).toEqual([]);
    });
  });

  describe('a button', () => {
    it('comes back with its id and value, who pressed it, and where', async () => {
      const thread = await opened();
      const value = `${'c'.repeat(22)}#1`;
      const [ref] = await post(
        thread,
        text('Yes?', { buttons: [{ id: 'human', label: 'Talk to a human', value }] }),
      );
      if (!ref) throw new Error('nothing was posted');
      await bed.press(ref, 'Talk to a human');
      expect(await bed.intake.first('customer.action')).toMatchObject({
        action: 'human',
        value,
        thread,
        author: { id: bed.customerId },
      });
    });

    it('pressed twice is two events, for each has an id of its own', async () => {
      const thread = await opened();
      const buttons = [{ id: 'human', label: 'Talk to a human', value: 'c1' }];
      const [ref] = await post(thread, text('Yes?', { buttons }));
      if (!ref) throw new Error('nothing was posted');
      await bed.press(ref, 'Talk to a human');
      await bed.press(ref, 'Talk to a human');
      await bed.intake.until(() => bed.intake.of('customer.action').length === 2);
      expect(new Set(bed.intake.of('customer.action').map(({ id }) => id)).size).toBe(2);
    });
  });

  if (offers.files) {
    describe('a file', () => {
      it('that a customer sends comes with its message, and is read as far as may be', async () => {
        await bed.ask('see log', [{ name: 'app.log', content: 'line one' }]);
        const [file] = (await bed.intake.first('customer.message')).files;
        if (!file) throw new Error('the file was not handed in');
        expect(file).toMatchObject({ platform: bed.channel.platform, name: 'app.log' });
        const bytes = await bed.channel.readFile(file, { maxBytes: 8 });
        expect(Buffer.from(bytes).toString()).toBe('line one');
        const cut = bed.channel.readFile(file, { maxBytes: 7 });
        await expect(cut).rejects.toMatchObject({ code: 'file.unreadable' });
        const gone = bed.channel.readFile({ ...file, id: 'nowhere' }, { maxBytes: 8 });
        await expect(gone).rejects.toMatchObject({ code: 'file.unreadable' });
      });
    });
  }

  if (offers.changes) {
    describe('a change', () => {
      it('of a customer’s message is handed in, about the very message', async () => {
        const said = await bed.ask('How do I exprot?');
        const message = await bed.intake.first('customer.message');
        await bed.edit(said, 'How do I export?');
        const edited = await bed.intake.first('customer.edited');
        expect(edited).toMatchObject({
          text: 'How do I export?',
          thread: message.thread,
          post: message.post,
        });
        await bed.remove(said);
        const deleted = await bed.intake.first('customer.deleted');
        expect(deleted).toMatchObject({ thread: message.thread, post: message.post });
        expect(new Set(bed.intake.events.map(({ id }) => id)).size).toBe(bed.intake.events.length);
      });

      it('of a message in a thread is handed in likewise', async () => {
        const first = await bed.ask('How do I export?');
        const said = await bed.reply(first, 'As a tabel');
        await bed.intake.until(() => bed.intake.of('customer.message').length === 2);
        const message = bed.intake.of('customer.message')[1];
        await bed.edit(said, 'As a table');
        expect(await bed.intake.first('customer.edited')).toMatchObject({
          thread: message?.thread,
          post: message?.post,
        });
        await bed.remove(said);
        expect(await bed.intake.first('customer.deleted')).toMatchObject({ post: message?.post });
      });
    });
  }

  describe('formatting', () => {
    it.each([
      ['plain words', 'Open the menu, then choose *Export*.'],
      ['emphasis', 'This is **strong**, *light*, ~~gone~~ and `code`.'],
      ['a code block', 'Run this:\n\n```\nnpm start && echo "<ok>" *\n```'],
      ['a list', '- one\n- two\n  - two and a half\n- three'],
      ['steps', '1. Open it\n2. Press **Export**\n3. Wait'],
      ['a link', 'See [the guide](https://docs.example.com/a_b?x=1&y=2).'],
      ['a quote', '> they said\n> this\n\nand I agree'],
      ['signs that mean nothing', 'snake_case, 2 * 3 * 4, a < b > c & d, ~1, #1, C++'],
      ['other scripts', 'Größe 日本語 שלום عربي e\u0301 👩‍👩‍👧'],
    ])('%s mean the same there and back', async (_, markdown) => {
      const thread = await opened();
      await post(thread, text(markdown));
      const wire = await bed.wire(thread);
      const said = await bed.ask(wire);
      await bed.intake.until(() =>
        bed.intake.of('customer.message').some(({ post: { id } }) => id === said.id),
      );
      const event = bed.intake.of('customer.message').find(({ post: { id } }) => id === said.id);
      expect(meaningOf(event?.text ?? '')).toEqual(meaningOf(markdown));
    });
  });

  if (offers.typing) {
    it('shows that an answer is being made, and stops showing it', async () => {
      const thread = await opened();
      await bed.channel.typing(thread, true);
      expect(bed.typing(thread)).toBe(true);
      await bed.channel.typing(thread, false);
      await post(thread, text('Here it is'));
      expect(bed.typing(thread)).toBe(false);
    });
  }

  it('tells one person something that nobody else sees', async () => {
    const thread = await opened();
    await bed.channel.whisper(thread, bed.customerId, text('only you'));
    expect((await bed.whispered()).join('\n')).toContain('only you');
    if (offers.alone) return;
    expect((await bed.shown(thread)).map((one) => one.text).join('\n')).not.toContain('only you');
  });

  if (offers.reconnects) {
    it('loses nothing while the connection is down, and doubles nothing', async () => {
      await bed.reconnect(() => bed.ask('Are you there?').catch(() => undefined));
      await bed.intake.until(() => bed.intake.of('customer.message').length > 0);
      await bed.ask('And now?');
      await bed.intake.until(() => bed.intake.of('customer.message').length === 2);
      expect(bed.intake.of('customer.message').map((event) => event.text)).toEqual([
        'Are you there?',
        'And now?',
      ]);
    });
  }

  it('stops cleanly, twice is no error, and checks without being connected', async () => {
    await bed.channel.stop();
    await bed.channel.stop();
    const findings = await bed.channel.check();
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.every(({ name, detail }) => name !== '' && detail !== '')).toBe(true);
  });
});
