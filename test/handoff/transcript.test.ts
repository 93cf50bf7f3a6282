import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/conversation/message.ts';
import { transcriptPosts } from '../../src/handoff/transcript.ts';
import { loadTexts } from '../../src/platform/texts.ts';
import { agent, customer } from '../support/events.ts';
import { message } from '../support/messages.ts';

const texts = loadTexts('en');
const shown = (...messages: Message[]) =>
  transcriptPosts(messages, texts, { openedBy: customer.id, timeZone: 'Europe/Berlin' })
    .map(({ text }) => text)
    .join('\n---\n');

describe('the transcript', () => {
  it('tells who said what, as whom, and when at the desk, with the day where it is another', () => {
    const other = { id: 'cust-2', name: 'Somebody else' };
    expect(
      shown(
        message({}),
        message({ role: 'assistant', author: null, text: 'Press Export.', at: '2026-01-05T22:31:00.000Z' }),
        message({ author: other, text: 'Me too', at: '2026-01-05T23:05:00.000Z' }),
        message({ role: 'agent', author: agent, text: 'Hello', at: '2026-01-05T23:06:00.000Z' }),
        message({ role: 'system', author: null, text: 'Rated', at: '2026-01-05T23:07:00.000Z' }),
      ),
    ).toBe(
      [
        'What was said so far',
        '**First customer** (customer) · 2026-01-05 23:30 GMT+1\n> How do I export?',
        '**Assistant** · 23:31 GMT+1\n> Press Export.',
        '**Somebody else** (also in the thread) · 2026-01-06 00:05 GMT+1\n> Me too',
        '**First agent** (agent) · 00:06 GMT+1\n> Hello',
        '**Baton** · 00:07 GMT+1\n> Rated',
      ].join('\n\n'),
    );
  });

  it('tells of files, edits with what was said before, deletes, and notes that no customer saw', () => {
    const file = { platform: 'loop', id: 'f', name: 'a[b].pdf', mediaType: 'application/pdf', size: 12_345 };
    const edits = [{ at: '2026-01-05T22:32:00.000Z', before: 'How do I\nexpert?' }];
    expect(shown(message({ files: [{ ...file, url: 'https://x.example/f' }], edits }))).toContain(
      [
        '· *edited*',
        '> How do I export?',
        '>',
        '> *before, 2026-01-05 23:32 GMT+1:* How do I expert?',
        '>',
        '> 📎 [a\\[b\\].pdf](https://x.example/f) · 12 KB',
      ].join('\n'),
    );
    expect(shown(message({ deletedAt: '2026-01-05T22:33:00.000Z', text: '' }))).toContain(
      '> *deleted by its author*',
    );
    expect(shown(message({ role: 'agent', author: agent, internal: true }))).toContain(
      '*note, stayed at the desk*',
    );
  });

  it('a name that is Markdown, or has no end, stays a name', () => {
    const name = `[x](http://evil.example) # **now**\n${'N'.repeat(3_000)}`;
    const [head = ''] =
      shown(message({ author: { id: 'cust-1', name } }))
        .split('\n\n')[1]
        ?.split('\n') ?? [];
    expect(head).toContain('\\[x\\](http://evil.example) # \\*\\*now\\*\\*');
    expect(head.length).toBeLessThan(200);
  });
});
