import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { describe, expect, it } from 'vitest';
import { clean } from '../../../adapters/discord/dialect/escape.ts';
import { fromDiscord } from '../../../adapters/discord/dialect/from-discord.ts';
import { isPlain } from '../../../adapters/discord/dialect/is-plain.ts';
import { readBlocks } from '../../../adapters/discord/dialect/read-blocks.ts';
import type { Names } from '../../../adapters/discord/dialect/references.ts';
import { toDiscord } from '../../../adapters/discord/dialect/to-discord.ts';
import { writeTree } from '../../../adapters/discord/dialect/write-blocks.ts';
import { parseMarkdown, stringifyMarkdown } from '../../../src/markdown/markdown.ts';
import { markdownDocument } from '../../support/markdown-document.ts';
import { markedWords } from '../../support/marked-words.ts';

const documents = markdownDocument({
  words: ['@everyone', '<@123>', '<#45>', '</baton:67>', '<:party:89>', 'https\\\\://x.y'],
  urls: ['https://a.b/(c)'],
});

const people: Record<string, string> = { '1': 'The Customer', '2': '*starred*' };
const names: Names = {
  self: ['99', '98'],
  user: (id) => people[id] ?? id,
  role: (id) => (id === '5' ? 'helpers' : id),
  channel: (id) => (id === '7' ? 'general' : id),
};

describe('what people write on Discord, as Markdown', () => {
  it.each([
    ['**bold** *slanted* _too_ ~~struck~~ `code`', '**bold** *slanted* *too* ~~struck~~ `code`'],
    ['***both*** __under__', '**_both_** *under*'],
    ['**bold and *both***', '**bold and _both_**'],
    ['snake_case_word 2*3*4', 'snake_case_word 2*3*4'],
    ['2 * 3 * 4', '2 \\* 3 \\* 4'],
    ['**not closed and _not either', '\\*\\*not closed and \\_not either'],
    ['** spaced **', '**spaced**'],
    ['\\*words\\* \\\\ \\~\\~', '\\*words\\* \\ \\~\\~'],
    ['a ||secret|| and ||**bold** one||', 'a ||secret|| and ||bold one||'],
    ['1 < 2 && 3 > 2', '1 < 2 && 3 > 2'],
    ['`a *b* <@1>`', '`a *b* <@1>`'],
    ['`` a`b ``', '``a`b``'],
    ['```js\nlet a = "*b*";\n\n  x < y\n```', '```js\nlet a = "*b*";\n\n  x < y\n```'],
    ['```only words\nmore```', '```\nonly words\nmore\n```'],
    ['before ```code``` after', 'before\n\n```\ncode\n```\n\nafter'],
    ['```never closed', '\\`\\`\\`never closed'],
    ['https://a.example/b_c?d=1. <https://b.example>', '<https://a.example/b_c?d=1>. <https://b.example>'],
    ['(https://a.example)', '(<https://a.example>)'],
    ['[a *guide*](https://a.example/x_(y))', '[a guide](https://a.example/x_\\(y\\))'],
    ['[press](javascript:alert(1))', '\\[press]\\(javascript:alert(1))'],
    ['<a@b.example>', '<a@b.example>'],
    ['<@1>, <@!2> and <@3>', '@The Customer, @\\*starred\\* and @3'],
    ['<@&5> in <#7>, <#8>', '@helpers in #general, #8'],
    ['<:party:123> <a:wave:456> :smile: 🎉', ':party: :wave: :smile: 🎉'],
    ['</baton human:123> <id:browse>', '/baton human #browse'],
    ['at <t:1767600000> or <t:1767600000:t>', 'at 2026-01-05 08:00 UTC or 08:00 UTC'],
    ['on <t:1767600000:D> <t:99999999999999>', 'on 2026-01-05 \\<t:99999999999999>'],
    ['<@99> hello', 'hello'],
    ['<@!99>: hello', 'hello'],
    ['hello <@&98>, are you there?', 'hello, are you there?'],
    ['<@99>', ''],
    ['', ''],
    ['one\ntwo\n\nthree', 'one\ntwo\n\nthree'],
    ['> a **quote**\n> of two lines\nafter', '> a **quote**\n> of two lines\n\nafter'],
    ['> ```\n> code\n> ```', '> ```\n> code\n> ```'],
    ['>no quote', '\\>no quote'],
    ['>>> all\nof it', '> all\n> of it'],
    ['# Big\n## Less\n-# small\ntext', '# Big\n\n## Less\n\nsmall\n\ntext'],
    ['#no heading', '\\#no heading'],
    ['- a\n  - b\n    * c\n- d', '- a\n  - b\n    - c\n- d'],
    ['3. three\n4. four\n   - a', '3. three\n4. four\n   - a'],
    ['- a\n  more', '- a\n\n  more'],
    ['| a | b |\n| --- | --- |', '\\| a | b |\n\\| --- | --- |'],
    ['a\u0000b\u0007', 'ab'],
  ])('%j becomes %j', (text, markdown) => {
    expect(fromDiscord(text, names)).toBe(markdown);
  });
});

describe('Markdown as Discord shows it', () => {
  it.each([
    ['**bold** *slanted* ~~struck~~ `code`', '**bold** *slanted* ~~struck~~ `code`'],
    ['***both***', '_**both**_'],
    ['in**side**words', 'in**side**words'],
    ['**a***b*', '**a**\u200b*b*'],
    ['# A *heading*', '# A *heading*'],
    ['##### Deep', '### Deep'],
    ['**two\nlines**', '**two**\n**lines**'],
    ['\\*literal\\* \\_marks\\_ \\~\\~no\\~\\~', '\\*literal\\* \\_marks\\_ \\~\\~no\\~\\~'],
    ['a || b || c ||hidden||', 'a \\|\\| b \\|\\| c ||hidden||'],
    ['`` a`b ``', '`` a`b ``'],
    ['```js\nif (a < b) {}\n```', '```js\nif (a < b) {}\n```'],
    ['````\n```\n````', '```\n\u200b`\u200b``\u200b\n```'],
    ['[words](https://a.example/?b=1&c=2)', '[words](https://a.example/?b=1&c=2)'],
    ['[a [b] c](https://a.example/x_(y))', '[a [b] c](https://a.example/x_%28y%29)'],
    ['[a\\] b](https://a.example)', '[a］ b](https://a.example)'],
    ['[https://bank.example](https://a.example)', 'https\\://bank.example (<https://a.example>)'],
    ['<https://a.example> https://b.example', '<https://a.example> <https://b.example>'],
    ['[words][r]\n\n[r]: https://a.example', '[words](https://a.example)'],
    ['![picture](https://a.example/p.png)', '[picture](https://a.example/p.png)'],
    ['[press](javascript:alert\\(1\\))', 'press (javascript:alert(1))'],
    ['<a@b.example> [write](mailto:a@b.example)', '<a@b.example> write (<a@b.example>)'],
    ['- a\n  - b\n    - c\n- d', '- a\n  - b\n    - c\n- d'],
    ['3. c\n4. d\n   - e', '3. c\n4. d\n   - e'],
    ['- [x] done\n- [ ] not yet', '- ☑ done\n- ☐ not yet'],
    ['> quoted\n> twice\n\nafter', '> quoted\n> twice\n\nafter'],
    ['> > deep', '> deep'],
    ['> quote\n>\n> ```\n> code\n> ```', '> quote\n> \n> ```\n> code\n> ```'],
    ['| a | b |\n|---|---|\n| long cell | 1 |', '```\na         | b\n----------|----\nlong cell | 1\n```'],
    [
      '\\> no quote\n\\# no heading\n\\- no list\n1\\. no list',
      '\\> no quote\n\\# no heading\n\\- no list\n1\\. no list',
    ],
    ['\\-# not small', '\\-# not small'],
    ['a\n\n---\n\nb', 'a\n\n———\n\nb'],
    ['note[^1]\n\n[^1]: the note', 'note[1]\n\n[1] the note'],
    ['🎉 :tada:', '🎉 :tada:'],
  ])('%j becomes %j', (markdown, text) => {
    expect(toDiscord(markdown)).toBe(text);
  });

  it.each([
    '<@1>',
    '<@!1>',
    '<@&5>',
    '<#7>',
    '</baton:1>',
    '<:a:1>',
    '<a:b:1>',
    '<t:1:R>',
    '@everyone',
    '@Here',
  ])('%s is shown and taken apart', (words) => {
    for (const text of [
      words,
      `\\${words}`,
      `# ${words}`,
      `- ${words}`,
      `> **${words}**`,
      `[${words}](https://a.b)`,
    ]) {
      const sent = toDiscord(text);
      expect(sent.replaceAll('\u200b', '')).toContain(words);
      expect(sent).not.toContain(words);
    }
  });
});

/** Pieces that mean something to Discord, to Markdown, or to both. */
const pieces = [
  ...[
    '<',
    '>',
    '!',
    '@',
    '#',
    '&',
    '/',
    ':',
    'everyone',
    'here',
    '123456',
    '|',
    '||',
    '[',
    ']',
    '(',
    ')',
    '\n',
    '*',
  ],
  ...[
    '**',
    '_',
    '__',
    '~~',
    '\\',
    'https://a.b',
    'http',
    '://',
    'javascript:',
    'a',
    ' ',
    '    ',
    '- ',
    '> ',
    '>>> ',
  ],
  ...[
    '# ',
    '-# ',
    't:1',
    ':R>',
    'a:x:',
    'id:',
    'www.a.b',
    '@b.com',
    '\u200b',
    '1. ',
    '|-|\n',
    '\ud800',
    '[^1]: ',
  ],
  ...['<@1>', '](https://c.d)', '&lt;', '<https://e.f', 'discord://x'],
];
const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((some) => some.join(''));
const hostileWithCode = fc
  .array(fc.constantFrom(...pieces, '`', '``', '```', '```js\n'), { maxLength: 30 })
  .map((some) => some.join(''));

function addresses(markdown: string): string[] {
  const found: string[] = [];
  const visit = (node: Nodes) => {
    if ('url' in node) found.push(node.url);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(parseMarkdown(markdown));
  return found;
}

const percented = (url: string) =>
  url.replace(
    /[\s<>|`*\\()]|@(?=everyone|here)/gi,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

it('an address of no known kind is no mention, whatever stands before it', () => {
  expect(toDiscord('<<id:everyone>>')).not.toContain('<id:everyone>');
});

it('an address with the end of a link in it leads nowhere else', () => {
  expect(toDiscord('[<https://e.example](https://c.example)>')).not.toContain('](');
});

it('code with the end of a link in it ends no link', () => {
  expect(toDiscord('[``](https://c.example)``')).not.toContain('](');
  expect(toDiscord('call `f[0](x)`')).toBe('call `f[0](x)`');
});

describe('whatever the text', () => {
  it('nothing sent mentions anybody, anything or a command', () => {
    fc.assert(
      fc.property(hostile, (markdown) => {
        // Indented code and tables come out as blocks of code, in which nothing means anything.
        const sent = toDiscord(markdown).replace(/```[\s\S]*?```/g, '');
        expect(sent).not.toMatch(/<(?:@[!&]?|#|\/[^:>]*:|a?:\w*:|t:-?|id:)\w+/);
        expect(sent).not.toMatch(/@(?:everyone|here)/);
      }),
      { numRuns: 3000 },
    );
  });

  it('nothing sent links anywhere that its author did not', () => {
    fc.assert(
      fc.property(hostileWithCode, (markdown) => {
        const written = addresses(clean(markdown)).map(percented);
        const read = addresses(fromDiscord(toDiscord(markdown), names)).map(percented);
        for (const url of read) expect(written).toContain(url);
      }),
      { numRuns: 3000 },
    );
  });

  it('nothing received links anywhere that its author did not write', () => {
    fc.assert(
      fc.property(hostileWithCode, (text) => {
        for (const url of addresses(fromDiscord(text, names))) {
          expect(clean(text)).toContain(url.replace(/^mailto:/, ''));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('a trip there and back keeps the words and what they are marked as', () => {
    fc.assert(
      fc.property(documents, (markdown) => {
        const back = fromDiscord(toDiscord(markdown), names).replace(/%28/g, '\\(').replace(/%29/g, '\\)');
        expect(markedWords(back)).toEqual(markedWords(markdown));
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ...[
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
      '- a\n    ',
      '|a|\n|-|\n',
      '\\',
      ':a',
      '||a',
    ],
    ...['[a](', '[[', '](', '<@', '`a``', '__', 'https://a', '<a@', '1. '],
  ])('10,000 characters of %j are read and written', (unit) => {
    const text = `${unit.repeat(Math.ceil(10_000 / unit.length))}\nend`;
    expect(fromDiscord(text, names)).toContain('end');
    expect(toDiscord(text)).toContain('end');
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
      }),
      { numRuns: 1000 },
    );
  });

  it('emphasis nested without end comes out as words', () => {
    const nested = `${'*a **b '.repeat(5000)}middle${' c** d*'.repeat(5000)}`;
    expect(toDiscord(nested)).toContain('middle');
  });
});
