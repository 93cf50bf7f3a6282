import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { describe, expect, it } from 'vitest';
import type { Names } from '../../../adapters/slack/mrkdwn/control.ts';
import { clean } from '../../../adapters/slack/mrkdwn/escape.ts';
import { fromMrkdwn } from '../../../adapters/slack/mrkdwn/from-mrkdwn.ts';
import { isPlain } from '../../../adapters/slack/mrkdwn/is-plain.ts';
import { readBlocks } from '../../../adapters/slack/mrkdwn/read-blocks.ts';
import { toMrkdwn } from '../../../adapters/slack/mrkdwn/to-mrkdwn.ts';
import { writeTree } from '../../../adapters/slack/mrkdwn/write-blocks.ts';
import { parseMarkdown, stringifyMarkdown } from '../../../src/markdown/markdown.ts';
import { markdownDocument } from '../../support/markdown-document.ts';
import { markedWords } from '../../support/marked-words.ts';

const documents = markdownDocument({ words: ['<!channel>', '<@U1>'], urls: ['mailto:a@b.c'] });

const people: Record<string, string> = { U1: 'The Customer', U2: '*starred*' };
const emoji: Record<string, string> = { tada: '🎉', 'wave::skin-tone-3': '👋🏼', wave: '👋' };
const names: Names = {
  self: 'UBOT',
  user: (id) => people[id] ?? id,
  channel: (id) => (id === 'C1' ? 'general' : id),
  emoji: (name) => emoji[name],
};

describe('what people write in Slack, as Markdown', () => {
  it.each([
    ['*bold* _slanted_ ~struck~ `code`', '**bold** *slanted* ~~struck~~ `code`'],
    ['*bold and _both_*', '**bold and _both_**'],
    ['(*x*), *y*: *z*!', '(**x**), **y**: **z**!'],
    ['snake_case_word 2*3*4 a~b~c', 'snake_case_word 2\\*3\\*4 a\\~b\\~c'],
    ['2 * 3 * 4', '2 \\* 3 \\* 4'],
    ['*not closed and _not either', '\\*not closed and \\_not either'],
    ['**two marks**', '\\*\\*two marks\\*\\*'],
    ['*crossed _over* here_', '**crossed \\_over** here\\_'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2'],
    ['&amp;lt; is an entity', '\\&lt; is an entity'],
    ['`a *b* &lt;c&gt; <https://x.example/>`', '`a *b* <c> https://x.example/`'],
    ['```\nlet a = "*b*";\n\n  x &lt; y\n```', '```\nlet a = "*b*";\n\n  x < y\n```'],
    ['before ```code``` after', 'before\n\n```\ncode\n```\n\nafter'],
    ['```never closed', '\\`\\`\\`never closed'],
    ['<https://a.example/b_c?d=1&amp;e=2>', '<https://a.example/b_c?d=1&e=2>'],
    [
      '<https://a.example|a *guide*> <http://b.example|b.example>',
      '[a \\*guide\\*](https://a.example) [b.example](http://b.example)',
    ],
    ['<mailto:a@b.example|a@b.example>', '<a@b.example>'],
    ['<javascript:alert(1)|press>', 'press'],
    ['<@U1>, <@U2> and <@U9>', '@The Customer, @\\*starred\\* and @U9'],
    ['in <#C1>, <#C1|general>, <#C2|>', 'in #general, #general, #C2'],
    ['see <!here>, <!channel>, <!subteam^S1|@ops>, <!subteam^S2>', 'see @here, @channel, @ops, @S2'],
    ['on <!date^1767600000^{date}|5 January>', 'on 5 January'],
    [':tada: :wave::skin-tone-3: :wave: :unknown: 10:30:45', '🎉 👋🏼 👋 :unknown: 10:30:45'],
    ['<@UBOT> hello', 'hello'],
    ['<@UBOT>: hello', 'hello'],
    ['hello <@UBOT|baton>, are you there?', 'hello, are you there?'],
    ['<@UBOT>', ''],
    ['', ''],
    ['one\ntwo\n\nthree', 'one\ntwo\n\nthree'],
    ['&gt; a *quote*\n&gt; of two lines\nafter', '> a **quote**\n> of two lines\n\nafter'],
    ['&gt;&gt;&gt; all\nof it', '> all\n> of it'],
    ['• a\n    ◦ b\n        ▪︎ c\n• d', '- a\n  - b\n    - c\n- d'],
    ['3. three\n4. four\n    a. four a\n    b. four b', '3. three\n4. four\n   1. four a\n   2. four b'],
    ['• a\n1. b\ntext', '- a\n\n1. b\n\ntext'],
    ['# no heading', '\\# no heading'],
    ['| a | b |\n| --- | --- |', '\\| a | b |\n\\| --- | --- |'],
    ['a\u0000b\u0007', 'ab'],
  ])('%j becomes %j', (mrkdwn, markdown) => {
    expect(fromMrkdwn(mrkdwn, names)).toBe(markdown);
  });
});

describe('Markdown as Slack shows it', () => {
  it.each([
    ['**bold** *slanted* ~~struck~~ `code`', '*bold* _slanted_ ~struck~ `code`'],
    ['***both***', '_*both*_'],
    ['in**side**words', 'in\u200b*side*\u200bwords'],
    ['**a***b*', '*a*\u200b_b_'],
    ['# A *heading*', '*A _heading_*'],
    ['## **Bold** heading', '*Bold heading*'],
    ['**two\nlines**', '*two*\n*lines*'],
    ['\\*literal\\* \\_marks\\_', '\u200b*\u200bliteral\u200b*\u200b \u200b_\u200bmarks\u200b_\u200b'],
    ['snake_case 2 * 3', 'snake_case 2 * 3'],
    ['a & b < c', 'a &amp; b &lt; c'],
    ['`a < b`', '`a &lt; b`'],
    ['`` a`b ``', '```a`b```'],
    ['```js\nif (a < b) {}\n```', '```\nif (a &lt; b) {}\n```'],
    ['[words](https://a.example/?b=1&c=2)', '<https://a.example/?b=1&amp;c=2|words>'],
    ['[a|b>c](https://a.example/x|y)', '<https://a.example/x%7Cy|a|b&gt;c>'],
    ['<https://a.example> https://b.example', '<https://a.example> <https://b.example>'],
    ['[words][r]\n\n[r]: https://a.example', '<https://a.example|words>'],
    ['![picture](https://a.example/p.png)', '<https://a.example/p.png|picture>'],
    ['[press](javascript:alert\\(1\\))', 'press (javascript:alert(1))'],
    ['- a\n  - b\n    - c\n- d', '• a\n    ◦ b\n        ▪︎ c\n• d'],
    ['3. c\n4. d', '3. c\n4. d'],
    ['- [x] done\n- [ ] not yet', '• ☑ done\n• ☐ not yet'],
    ['- a\n\n  more of a\n- b', '• a\n    more of a\n• b'],
    ['> quoted\n> twice\n\nafter', '> quoted\n> twice\n\nafter'],
    ['> quote\n>\n> ```\n> code\n> ```', '> quote\n\n```\ncode\n```'],
    ['| a | b |\n|---|---|\n| long cell | 1 |', '```\na         | b\n----------|----\nlong cell | 1\n```'],
    ['<b>tags</b> are *words*', '&lt;b&gt;tags&lt;/b&gt; are _words_'],
    ['\\> no quote', '\u200b&gt; no quote'],
    ['a\n\n---\n\nb', 'a\n\n———\n\nb'],
    ['note[^1]\n\n[^1]: the note', 'note[1]\n\n[1] the note'],
    ['🎉 :tada:', '🎉 :tada:'],
  ])('%j becomes %j', (markdown, mrkdwn) => {
    expect(toMrkdwn(markdown)).toBe(mrkdwn);
  });

  it.each([
    '<!channel>',
    '<!here|here>',
    '<@U1>',
    '<#C1>',
    '<!subteam^S1>',
    '&lt;!channel&gt;',
    '\\<!channel>',
    '`<!channel>`',
  ])('%j notifies nobody', (markdown) => {
    for (const text of [
      markdown,
      `# ${markdown}`,
      `- ${markdown}`,
      `| ${markdown} |\n|---|`,
      `\`\`\`\n${markdown}\n\`\`\``,
    ]) {
      expect(toMrkdwn(text)).not.toMatch(/<[!@#]/);
    }
  });

  it.each(['@here', '@channel', '@everyone', '@Channel_'])('%s is shown and taken apart', (markdown) => {
    expect(toMrkdwn(markdown).replaceAll('\u200b', '')).toBe(markdown);
    expect(toMrkdwn(markdown)).not.toContain(markdown);
  });
});

/** Pieces that mean something to Slack, to Markdown, or to both. */
const hostile = fc
  .array(
    fc.constantFrom(
      ...[
        '<',
        '>',
        '!',
        '@',
        '#',
        'channel',
        'here',
        'U1',
        '|',
        '[',
        ']',
        '(',
        ')',
        '`',
        '```',
        '\n',
        '*',
        '_',
        '~',
        '\\',
      ],
      ...[
        '&lt;',
        '&',
        '&amp;lt;',
        'https://a.b',
        'javascript:',
        'a',
        ' ',
        '    ',
        '- ',
        '> ',
        '<!',
        'www.a.b',
        '@b.com',
      ],
      ...['subteam^S1', '\u200b', '1. ', '|-|\n', '\ud800', '[^1]: ', '<@U1>', '•', '&gt;'],
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

const decoded = (text: string) => text.replace(/&gt;/g, '>').replace(/&lt;/g, '<').replace(/&amp;/g, '&');

function addresses(markdown: string): string[] {
  const found: string[] = [];
  const visit = (node: Nodes) => {
    if ('url' in node) found.push(node.url);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(parseMarkdown(markdown));
  return found;
}

describe('whatever the text', () => {
  it('nothing sent notifies anyone or links anywhere that the author did not', () => {
    fc.assert(
      fc.property(hostile, (markdown) => {
        const written = addresses(clean(markdown)).flatMap((url) => [
          url,
          url.replace(/[\s<>|`]/g, encodeURIComponent),
        ]);
        for (const [, inside = ''] of toMrkdwn(markdown).matchAll(/<([^>]*)>?/g)) {
          expect(written).toContain(decoded(inside.split('|')[0] ?? ''));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('nothing received links anywhere that Slack did not say', () => {
    fc.assert(
      fc.property(hostile, (mrkdwn) => {
        const said = Array.from(mrkdwn.matchAll(/<([^<>\n]+)>/g), ([, inside = '']) =>
          decoded(inside.split('|')[0] ?? ''),
        );
        for (const url of addresses(fromMrkdwn(mrkdwn, names))) expect(said).toContain(url);
      }),
      { numRuns: 2000 },
    );
  });

  it('a trip there and back keeps the words and what they are marked as', () => {
    fc.assert(
      fc.property(documents, (markdown) => {
        expect(markedWords(fromMrkdwn(toMrkdwn(markdown), names))).toEqual(markedWords(markdown));
      }),
      { numRuns: 250 },
    );
  });

  it.each([
    '*a_',
    '>',
    '> - ',
    '*_',
    '**a ',
    '[',
    '<',
    '`',
    '```',
    '~~a',
    '• a\n    ',
    '&gt;',
    '|a|\n|-|\n',
    '\\',
    ':a',
  ])('40,000 characters of %j are read and written', (unit) => {
    const text = `${unit.repeat(Math.ceil(40_000 / unit.length))}\nend`;
    expect(fromMrkdwn(text, names)).toContain('end');
    expect(toMrkdwn(text)).toContain('end');
  });

  it('text that is taken as it is would come out of the parsers the same', () => {
    const unit = fc.constantFrom(
      ...Array.from('aZé日"\'()-.,;?!/$%0 1\n'),
      '\n\n',
      '1.',
      '- ',
      'www',
      ' ',
      '👍',
      '  ',
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 20 }), (units) => {
        const given = units.join('');
        fc.pre(isPlain(given));
        const tree = parseMarkdown(given);
        expect(writeTree(tree)).toBe(given);
        expect(stringifyMarkdown({ type: 'root', children: readBlocks(given, names) })).toBe(given);
        expect(stringifyMarkdown(tree)).toBe(given);
      }),
      { numRuns: 1000 },
    );
  });

  it('emphasis nested without end comes out as words', () => {
    const nested = `${'*a **b '.repeat(5000)}middle${' c** d*'.repeat(5000)}`;
    expect(toMrkdwn(nested)).toContain('middle');
  });
});
