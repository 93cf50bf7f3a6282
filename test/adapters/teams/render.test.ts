import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS, POST_HTML } from '../../../adapters/teams/limits.ts';
import type { ConversationKind } from '../../../adapters/teams/places.ts';
import { renderContent } from '../../../adapters/teams/render/render-content.ts';
import { splitContent } from '../../../adapters/teams/render/split-content.ts';
import type { Button, Card, Content, TextContent } from '../../../src/channels/content.ts';
import { markdownDocument } from '../../support/markdown-document.ts';
import { markedWords } from '../../support/marked-words.ts';

const text = (words: string, more: Partial<TextContent> = {}): TextContent => ({
  kind: 'text',
  text: words,
  ...more,
});
const button = (id: string, label = id): Button => ({ id, label, value: 'c1' });
const answerButtons = [button('solved'), button('not_solved'), button('human', 'Talk to a human')];
const sources = [{ title: 'The guide', url: 'https://docs.example.com/guide' }, { title: 'Without address' }];

/** An activity as loose JSON, as Teams gets it. */
function shown(content: Content, kind: ConversationKind = 'channel') {
  return JSON.parse(JSON.stringify(renderContent(content, kind)));
}

const cardOf = (activity: ReturnType<typeof shown>) => activity.attachments[0].content;
const runsOf = (activity: ReturnType<typeof shown>) =>
  cardOf(activity).body.flatMap((block: { inlines: object[] }) => block.inlines);
const wordsOf = (activity: ReturnType<typeof shown>): string =>
  runsOf(activity)
    .map((run: { text: string }) => run.text)
    .join('');

describe('an answer of the assistant', () => {
  it('in a personal chat bears Teams’ label, its citations, its thumbs, and a way to a human', () => {
    const activity = shown(
      text('Like **this**.', { sources, buttons: answerButtons, generated: true }),
      'personal',
    );
    expect(activity).toMatchObject({
      type: 'message',
      textFormat: 'xml',
      text: '<p>Like <strong>this</strong>.</p><p>📄 [1] <a href="https://docs.example.com/guide">The guide</a> · [2] Without address</p>',
      channelData: { feedbackLoop: { type: 'default' } },
      suggestedActions: { actions: [{ type: 'imBack', title: 'Talk to a human', value: 'Talk to a human' }] },
    });
    expect(activity.entities).toEqual([
      {
        type: 'https://schema.org/Message',
        '@type': 'Message',
        '@context': 'https://schema.org',
        additionalType: ['AIGeneratedContent'],
        citation: [
          {
            '@type': 'Claim',
            position: 1,
            appearance: {
              '@type': 'DigitalDocument',
              name: 'The guide',
              abstract: 'The guide',
              url: 'https://docs.example.com/guide',
            },
          },
          {
            '@type': 'Claim',
            position: 2,
            appearance: { '@type': 'DigitalDocument', name: 'Without address', abstract: 'Without address' },
          },
        ],
      },
    ]);
    expect(activity.attachments).toBeUndefined();
  });

  it('in a channel is one card with its words, its sources and its buttons, labelled, and with thumbs', () => {
    const activity = shown(text('Like **this**.', { sources, buttons: answerButtons, generated: true }));
    expect(activity.text).toBeUndefined();
    expect(activity.attachments).toHaveLength(1);
    expect(wordsOf(activity)).toBe('Like this.📄 [1] The guide📄 [2] Without address');
    expect(cardOf(activity).actions.map(({ title }: { title: string }) => title)).toEqual([
      'Talk to a human',
    ]);
    expect(activity.entities[0].additionalType).toEqual(['AIGeneratedContent']);
    expect(activity.entities[0].citation).toBeUndefined();
    expect(activity.channelData).toEqual({ feedbackLoop: { type: 'default' } });
  });

  it('never has more citations than Teams takes', () => {
    const many = Array.from({ length: 30 }, (_, n) => ({ title: `Article ${n} ${'x'.repeat(200)}` }));
    const [entity] = shown(text('see', { sources: many })).entities;
    expect(entity.citation).toHaveLength(LIMITS.citations);
    for (const { appearance } of entity.citation) {
      expect(appearance.name.length).toBeLessThanOrEqual(LIMITS.citationName);
      expect(appearance.abstract.length).toBeLessThanOrEqual(LIMITS.citationAbstract);
    }
  });

  it('that happens to say [1] refers to no source by it', () => {
    const html = shown(text('array[1] and [2](https://a.b/[1])', { sources })).text;
    expect(html).toContain('array[\u200b1]');
    expect(html).toContain('<a href="https://a.b/[1]">2</a>');
    expect(html).toContain('📄 [1] ');
  });
});

describe('buttons', () => {
  it('come as Action.Execute, with an Action.Submit for older clients, and bring their id and value', () => {
    const activity = shown(
      text('Yes?', { buttons: [{ id: 'human', label: 'Talk', value: 'c1', style: 'primary' }] }),
    );
    const data = { baton: { action: 'human', value: 'c1' } };
    expect(cardOf(activity).actions).toEqual([
      {
        type: 'Action.Execute',
        verb: 'baton',
        title: 'Talk',
        data,
        style: 'positive',
        fallback: { type: 'Action.Submit', title: 'Talk', data, style: 'positive' },
      },
    ]);
  });

  it('of feedback are buttons of ours where only one of the two is there', () => {
    const activity = shown(text('So?', { buttons: [button('solved', 'That solved it')] }));
    expect(activity.channelData).toBeUndefined();
    expect(cardOf(activity).actions[0].title).toBe('That solved it');
  });

  it('stand under words in which nothing is read as Markdown again', () => {
    const activity = shown(
      text('\\*not bold\\* [x](javascript:alert\\(1\\)) <at>all</at>', { buttons: [button('human')] }),
    );
    expect(wordsOf(activity)).toBe('*not bold* x (javascript:alert(1)) <at>all</at>');
    expect(cardOf(activity).body.every(({ type }: { type: string }) => type === 'RichTextBlock')).toBe(true);
    expect(JSON.stringify(activity)).not.toContain('selectAction');
    expect(cardOf(activity).msteams).toBeUndefined();
  });

  it('stand under code, lists and tables, too', () => {
    const words =
      '1. one\n   - two\n\n```\n  code()\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> said\n\n**bold** *light* ~~gone~~ `c` [l](https://a.b)';
    const activity = shown(text(words, { buttons: [button('human')] }));
    const lines = cardOf(activity).body.map(({ inlines }: { inlines: { text: string }[] }) =>
      inlines.map((run) => run.text).join(''),
    );
    expect(lines).toEqual([
      '1. one',
      '\u2003• two',
      '\u00a0\u00a0code()',
      'a\u00a0\u00a0\u00a0|\u00a0b',
      '----|----',
      '1\u00a0\u00a0\u00a0|\u00a02',
      '│ said',
      'bold light gone c l',
    ]);
    expect(runsOf(activity)).toEqual(
      expect.arrayContaining([
        { type: 'TextRun', text: 'bold', weight: 'Bolder' },
        { type: 'TextRun', text: 'light', italic: true },
        { type: 'TextRun', text: 'gone', strikethrough: true },
        { type: 'TextRun', text: 'c', fontType: 'Monospace' },
        { type: 'TextRun', text: 'l', selectAction: { type: 'Action.OpenUrl', url: 'https://a.b' } },
      ]),
    );
  });
});

describe('a message', () => {
  it('of an agent has their name above it, whatever it is', () => {
    expect(shown(text('Hello', { author: { name: '<b>First</b>  agent' } })).text).toBe(
      '<p><strong>&lt;b&gt;First&lt;/b&gt; agent</strong></p><p>Hello</p>',
    );
    const asked = shown(text('Hello?', { author: { name: 'First agent' }, buttons: [button('human')] }));
    expect(runsOf(asked)[0]).toEqual({ type: 'TextRun', text: 'First agent', weight: 'Bolder' });
  });

  it('of the system looks unlike one, and so does a note', () => {
    expect(shown(text('You are next.', { tone: 'system' })).text).toBe('<p><em>You are next.</em></p>');
    expect(shown(text('psst', { tone: 'note' })).text).toBe('<p>🔒</p><p>psst</p>');
  });

  it('names the files that could not be uploaded', () => {
    const files = [
      {
        platform: 'slack',
        id: 'F1',
        name: 'app.log',
        mediaType: 'text/plain',
        size: 1,
        url: 'https://files.example/1',
      },
      { platform: 'slack', id: 'F2', name: '<b>.txt', mediaType: 'text/plain', size: 1 },
    ];
    expect(shown(text('', { files })).text).toBe(
      '<p>📎 <a href="https://files.example/1">app.log</a> · &lt;b&gt;.txt</p>',
    );
  });

  it('without anything still says something', () => {
    expect(shown(text('  ')).text).toBe('<p>…</p>');
  });
});

describe('a card', () => {
  it('shows its title, state, fields, sections, buttons and link', () => {
    const card: Card = {
      title: 'Someone asks for a human',
      state: 'waiting',
      status: 'Waiting',
      fields: [{ label: 'Customer', value: '*The* Customer' }],
      sections: [{ heading: 'The ask', text: '**How** do I export?' }],
      buttons: [button('claim', 'Claim')],
      link: { label: 'Open', url: 'https://a.b' },
    };
    const activity = shown({ kind: 'card', card });
    expect(wordsOf(activity)).toBe(
      'Someone asks for a human🟠 WaitingCustomer: *The* CustomerThe askHow do I export?',
    );
    expect(
      cardOf(activity).actions.map(({ type, title }: { type: string; title: string }) => [type, title]),
    ).toEqual([
      ['Action.Execute', 'Claim'],
      ['Action.OpenUrl', 'Open'],
    ]);
    expect(activity.summary).toBe('Someone asks for a human: Waiting');
  });
});

describe('splitting', () => {
  it('leaves what fits alone', () => {
    const content = text('Hello', { sources, buttons: answerButtons, generated: true });
    expect(splitContent(content)).toEqual([content]);
  });

  it('makes each file a post of its own, after the words', () => {
    const file = (name: string) => ({ platform: 'slack', id: name, name, mediaType: 'text/plain', size: 1 });
    const author = { name: 'First agent' };
    expect(splitContent(text('see', { author, files: [file('a'), file('b')] }))).toEqual([
      text('see', { author }),
      text('', { author, files: [file('a')] }),
      text('', { author, files: [file('b')] }),
    ]);
    expect(splitContent(text('', { files: [file('a')] }))).toEqual([text('', { files: [file('a')] })]);
  });

  it('of anything gives posts that Teams takes, with nothing lost', () => {
    const long = fc
      .array(markdownDocument({ words: ['<at>all</at>'], urls: ['mailto:a@b.c'] }), {
        minLength: 10,
        maxLength: 30,
      })
      .map((some) => some.join('\n\n'));
    fc.assert(
      fc.property(long, fc.boolean(), (markdown, asks) => {
        const parts = splitContent(text(markdown, asks ? { buttons: [button('human')] } : {}));
        expect(parts.flatMap((part) => (part.kind === 'text' ? markedWords(part.text) : []))).toEqual(
          markedWords(markdown),
        );
        for (const part of parts) {
          const json = JSON.stringify(renderContent(part, 'channel'));
          expect(json.length * 2).toBeLessThan(LIMITS.activity);
          if (part.kind === 'text' && !part.buttons)
            expect(shown(part).text.length).toBeLessThanOrEqual(POST_HTML);
        }
        expect(parts.filter((part) => part.kind === 'text' && part.buttons)).toHaveLength(asks ? 1 : 0);
      }),
      { numRuns: 8 },
    );
  });

  it.each(['a', '&', '> ', '*a* ', 'word ', '- item\n', '👩‍👩‍👧', '"', '```\nx\n```\n'])(
    '40,000 characters of %j come in posts that fit',
    (unit) => {
      const parts = splitContent(text(unit.repeat(Math.ceil(40_000 / unit.length))));
      expect(parts.length).toBeGreaterThan(0);
      for (const part of parts) {
        const html = shown(part).text;
        expect(html.length).toBeLessThanOrEqual(POST_HTML);
        expect(html).not.toContain('…');
      }
    },
  );
});
