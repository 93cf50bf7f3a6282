import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { describe, expect, it } from 'vitest';
import { clean } from '../../../adapters/teams/html/escape.ts';
import { fromHtml } from '../../../adapters/teams/html/from-html.ts';
import { fromText } from '../../../adapters/teams/html/from-text.ts';
import { mentionsOf } from '../../../adapters/teams/html/mentions.ts';
import { readTree } from '../../../adapters/teams/html/read-tree.ts';
import { toHtml } from '../../../adapters/teams/html/to-html.ts';
import { parseMarkdown } from '../../../src/markdown/markdown.ts';
import { markdownDocument } from '../../support/markdown-document.ts';
import { markedWords } from '../../support/marked-words.ts';

const mentions = mentionsOf(
  [
    { id: '28:bot', name: 'Baton', text: '<at>Baton</at>' },
    { id: '29:one', name: 'The Agent', text: '<at>The Agent</at>' },
    { id: '29:two', name: 'Baton', text: '<at>Baton</at>' },
  ],
  '28:bot',
);
const around = { mentions, picturesAreFiles: false };
const span = (id: number, name: string) =>
  `<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="${id}">${name}</span>`;
const emoji = (alt: string) =>
  `<img alt="${alt}" itemtype="http://schema.skype.com/Emoji" src="https://e.example/x.png">`;

describe('what people write in Teams, as Markdown', () => {
  it.each([
    ['<p>hello</p>', 'hello'],
    ['<div><div>one</div>\n<div>two</div></div>', 'one\n\ntwo'],
    ['one<br>two<br><br>three', 'one\ntwo\n\nthree'],
    ['<p>one</p><p>&nbsp;</p><p>two</p>', 'one\n\ntwo'],
    ['<b>bold</b> <i>slanted</i> <s>struck</s> <code>code</code>', '**bold** *slanted* ~~struck~~ `code`'],
    ['<strong>bold </strong>word, in<strong>side</strong>s', '**bold** word, in**side**s'],
    ['<em>a</em><em>b</em>', '*ab*'],
    ['<strong>a<b>b</b></strong>', '**ab**'],
    ['<p>*no* _marks_ # here [x](y)</p>', '\\*no\\* \\_marks\\_ # here \\[x]\\(y)'],
    ['<p># no heading</p>', '\\# no heading'],
    ['<p>1 &lt; 2 &amp;&amp; 3 &gt; 2</p>', '1 < 2 && 3 > 2'],
    ['<p>&amp;lt; is an entity</p>', '\\&lt; is an entity'],
    ['<h2>A <em>heading</em></h2><p>text</p>', '## A *heading*\n\ntext'],
    ['<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>', '- a\n  - b\n- c'],
    ['<ul><li>a</li><ul><li>b</li></ul><ul><li>c</li></ul></ul>', '- a\n  - b\n  - c'],
    ['<ol start="3"><li>c</li><li><p>d</p></li></ol>', '3. c\n4. d'],
    ['<blockquote>said<br>so</blockquote>after', '> said\n> so\n\nafter'],
    ['<pre>a *b*\n  c</pre>', '```\na *b*\n  c\n```'],
    [
      '<codeblock class="Python"><code>def x():<br>&nbsp; return 1</code></codeblock>',
      '```python\ndef x():\n  return 1\n```',
    ],
    [
      '<table><tr><td>a</td><td>b|c</td></tr><tr><td>1</td></tr></table>',
      '| a | b\\|c |\n| - | ---- |\n| 1 |      |',
    ],
    ['<hr>', '---'],
    [
      '<a href="https://a.example/b_c?d=1&amp;e=2">a *guide*</a>',
      '[a \\*guide\\*](https://a.example/b_c?d=1\\&e=2)',
    ],
    ['see<a href="https://a.example"> here </a>now', 'see [here](https://a.example) now'],
    ['<a href="https://a.example">https://a.example</a>', '<https://a.example>'],
    ['<a href="javascript:alert(1)">press</a>', 'press'],
    ['<a href="https://a.example"></a>', '<https://a.example>'],
    [`so ${emoji('😀')}!`, 'so 😀!'],
    ['<img src="https://a.example/cat.gif" alt="a cat">', '[a cat](https://a.example/cat.gif)'],
    ['<p>a<script>alert(1)</script>b<style>x</style></p>', 'ab'],
    [`<p>${span(0, 'Baton')}&nbsp;hello</p>`, 'hello'],
    [`<p>${span(0, 'Baton')}: hello</p>`, 'hello'],
    [`<p>hello ${span(0, 'Baton')}, are you there?</p>`, 'hello, are you there?'],
    [`<p>${span(1, 'The Agent')} and ${span(2, 'Baton')}</p>`, '@The Agent and @Baton'],
    [`<p>${span(9, 'Somebody')} knows</p>`, '@Somebody knows'],
    ['<at id="0">Baton</at> hello <at id="1">The Agent</at>', 'hello @The Agent'],
    ['<p>the tag &lt;at&gt;Baton&lt;/at&gt; is text</p>', 'the tag \\<at>Baton\\</at> is text'],
    ['<p>unclosed <b>bold', 'unclosed **bold**'],
    ['a\u0000b\u0007', 'ab'],
    ['', ''],
  ])('%j becomes %j', (html, markdown) => {
    expect(fromHtml(html, around)).toBe(markdown);
  });

  it('a picture that comes as a file is not a word', () => {
    expect(
      fromHtml('<p>see <img src="https://x.example/1" alt="image"></p>', {
        mentions,
        picturesAreFiles: true,
      }),
    ).toBe('see');
  });

  it.each([
    ['<at>Baton</at> hello', 'hello'],
    ['<at>Baton</at>&nbsp;hello', 'hello'],
    ['hi <at>The Agent</at> and <at>Nobody</at>', 'hi @The Agent and \\<at>Nobody\\</at>'],
    ['one\r\ntwo\n\nthree', 'one\ntwo\n\nthree'],
    ['*not* **bold** <b>tag</b>', '\\*not\\* \\*\\*bold\\*\\* \\<b>tag\\</b>'],
    ['- no list', '\\- no list'],
    ['', ''],
  ])('the plain text %j becomes %j', (text, markdown) => {
    expect(fromText(text, mentions, { markdown: false })).toBe(markdown);
  });

  it('text that says it is Markdown stays what it is', () => {
    expect(fromText('<at>Baton</at> **bold** `code`', mentions, { markdown: true })).toBe('**bold** `code`');
  });
});

describe('Markdown as Teams shows it', () => {
  it.each([
    [
      '**bold** *slanted* ~~struck~~ `code`',
      '<p><strong>bold</strong> <em>slanted</em> <strike>struck</strike> <code>code</code></p>',
    ],
    ['# A *heading*', '<p><strong>A <em>heading</em></strong></p>'],
    ['one\ntwo\n\nthree', '<p>one<br>two</p><p>three</p>'],
    ['a & b < c', '<p>a &amp; b &lt; c</p>'],
    ['`a  < b`', '<p><code>a&nbsp; &lt; b</code></p>'],
    ['```js\nif (a < b) {}\n```', '<pre>if (a &lt; b) {}</pre>'],
    [
      '[w*o*rds](https://a.example/?b=1&c="2")',
      '<p><a href="https://a.example/?b=1&amp;c=&quot;2&quot;">w<em>o</em>rds</a></p>',
    ],
    ['<https://a.example>', '<p><a href="https://a.example">https://a.example</a></p>'],
    ['[words][r]\n\n[r]: https://a.example', '<p><a href="https://a.example">words</a></p>'],
    ['![picture](https://a.example/p.png)', '<p><a href="https://a.example/p.png">picture</a></p>'],
    ['[press](javascript:alert\\(1\\))', '<p>press (javascript:alert(1))</p>'],
    ['- a\n  - b\n- [x] c', '<ul><li>a<ul><li>b</li></ul></li><li>☑ c</li></ul>'],
    ['3. c\n4. d', '<ol start="3"><li>c</li><li>d</li></ol>'],
    ['> quoted\n> > twice', '<blockquote><p>quoted</p><blockquote><p>twice</p></blockquote></blockquote>'],
    ['| a | b |\n|---|---|\n| long cell | 1 |', '<pre>a         | b\n----------|----\nlong cell | 1</pre>'],
    ['a\n\n---\n\nb', '<p>a</p><p>———</p><p>b</p>'],
    ['<b>tags</b>', '<p>&lt;b&gt;tags&lt;/b&gt;</p>'],
    ['שלום 🎉 e\u0301', '<p>שלום 🎉 e\u0301</p>'],
  ])('%j becomes %j', (markdown, html) => {
    expect(toHtml(markdown)).toBe(html);
  });

  it.each([
    '<at>Baton</at>',
    '<at id="0">The Agent</at>',
    '&lt;at&gt;x&lt;/at&gt;',
    '<span itemtype="http://schema.skype.com/Mention">x</span>',
  ])('%j mentions nobody, wherever it stands', (words) => {
    for (const text of [
      words,
      `# ${words}`,
      `- ${words}`,
      `> ${words}`,
      `| ${words} |\n|---|`,
      `\`\`\`\n${words}\n\`\`\``,
      `[${words}](https://a.b)`,
    ]) {
      expect(toHtml(text)).not.toMatch(/<(?:at|span)\b/);
    }
  });
});

/** Pieces that mean something to HTML, to Markdown, or to both. */
const hostile = fc
  .array(
    fc.constantFrom(
      ...[
        '<',
        '>',
        '&',
        '"',
        "'",
        '<at>',
        '</at>',
        '<a href="',
        'https://a.b',
        'javascript:',
        '">',
        '</a>',
        '<b>',
        '</p>',
        '<br>',
      ],
      ...[
        '<img src=x>',
        '&lt;',
        '&amp;',
        '&#60;',
        '&nbsp;',
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
        'a',
        ' ',
        '    ',
      ],
      ...[
        '- ',
        '> ',
        '1. ',
        '|',
        '|-|\n',
        '\ud800',
        '[^1]: ',
        'www.a.b',
        '@b.com',
        '<!--',
        '<pre>',
        '<ul><li>',
        '\uffff',
        '\u00a0',
        '=',
        'x',
      ],
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

/** What Teams may be sent: the tags of our own making, without attributes but these. */
const OURS =
  /^<(?:\/?(?:p|strong|em|strike|code|pre|blockquote|ul|ol|li|a)|br|ol start="\d+"|a href="[^"<>]*")>/;

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
  it('what is sent has no tag but ours, and no link that its author did not write', () => {
    fc.assert(
      fc.property(hostile, (markdown) => {
        const html = toHtml(markdown);
        for (const { index } of html.matchAll(/</g)) expect(html.slice(index)).toMatch(OURS);
        const written = addresses(clean(markdown)).map((url) => url.replace(/\s/g, encodeURIComponent));
        const linked: string[] = [];
        const visit = (element: ReturnType<typeof readTree>) => {
          if (element.attributes['href']) linked.push(element.attributes['href']);
          for (const child of element.children) if (typeof child !== 'string') visit(child);
        };
        visit(readTree(html));
        for (const url of linked) expect(written).toContain(url);
      }),
      { numRuns: 2000 },
    );
  });

  it('angle brackets around what looks like an address make no link', () => {
    for (const text of ['<|@b.com>', '<3@b.com>', '<~x@b.com>']) {
      expect(addresses(fromHtml(text.replace('<', '&lt;'), around))).toEqual([]);
    }
  });

  it('what is received links nowhere that Teams did not say, and brings no HTML', () => {
    fc.assert(
      fc.property(hostile, (html) => {
        const said: string[] = [];
        const visit = (element: ReturnType<typeof readTree>) => {
          const { href, src } = element.attributes;
          said.push(...[href, src].filter((url) => url !== undefined));
          for (const child of element.children) if (typeof child !== 'string') visit(child);
        };
        visit(readTree(clean(html)));
        for (const url of addresses(fromHtml(html, around))) expect(said).toContain(url);
        for (const url of addresses(fromText(html, mentions, { markdown: false })))
          expect(url).toBe('nowhere');
      }),
      { numRuns: 2000 },
    );
  });

  it('a trip there and back keeps the words and what they are marked as', () => {
    fc.assert(
      fc.property(
        markdownDocument({ words: ['<!channel>', '<@U1>', '<at>all</at>'], urls: ['mailto:a@b.c'] }),
        (markdown) => {
          expect(markedWords(fromHtml(toHtml(markdown), around))).toEqual(markedWords(markdown));
        },
      ),
      { numRuns: 250 },
    );
  });

  it('plain text comes out as the very words it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const words = (some: string) =>
          clean(some)
            .replace(/&nbsp;/g, ' ')
            .split(/\s+/)
            .filter(Boolean);
        const tree = parseMarkdown(fromText(text, mentionsOf([], ''), { markdown: false }));
        const found: string[] = [];
        const visit = (node: Nodes) => {
          if (node.type === 'text') found.push(...words(node.value));
          else if (node.type !== 'root' && node.type !== 'paragraph') found.push(`<${node.type}>`);
          if ('children' in node) for (const child of node.children) visit(child);
        };
        visit(tree);
        expect(found.join('')).toBe(words(text).join(''));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '<b>',
    '<ul><li>',
    '<blockquote>',
    '&lt;',
    '<at>',
    '<p',
    '*a_',
    '> - ',
    '[',
    '`',
    '|a|\n|-|\n',
    '<br>',
    '<table><tr><td>',
  ])('40,000 characters of %j are read and written', (unit) => {
    const text = `${unit.repeat(Math.ceil(40_000 / unit.length))}\nend`;
    expect(fromHtml(text, around)).toContain(unit === '<p' ? '' : 'end');
    expect(fromText(text, mentions, { markdown: false })).toContain('end');
    expect(toHtml(text)).toContain('end');
  });
});
