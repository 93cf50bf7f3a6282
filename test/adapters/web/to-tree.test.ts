import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TreeNode, toTree } from '../../../adapters/web/text/to-tree.ts';

const TAGS = new Set(
  'p blockquote em strong s code pre br hr ul ol li table thead tbody tr th td a'.split(' '),
);

function every(nodes: TreeNode[], check: (node: TreeNode) => void): void {
  for (const node of nodes) {
    check(node);
    if (typeof node === 'object') every(node.children, check);
  }
}

const words = (nodes: TreeNode[]): string =>
  nodes.map((node) => (typeof node === 'string' ? node : words(node.children))).join('');

test('a formatted answer keeps its form', () => {
  expect(toTree('**Bold** and `code`\n\n1. [one](https://help.example.com)')).toEqual([
    {
      tag: 'p',
      children: [{ tag: 'strong', children: ['Bold'] }, ' and ', { tag: 'code', children: ['code'] }],
    },
    {
      tag: 'ol',
      children: [
        { tag: 'li', children: [{ tag: 'a', href: 'https://help.example.com', children: ['one'] }] },
      ],
    },
  ]);
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,%3Cscript%3Ealert(1)%3C/script%3E',
  'vbscript:x',
  'file:///etc/passwd',
  '//evil.example.com',
  '&#106;avascript:alert(1)',
  'java&#x0A;script:alert(1)',
])('a link to %s is only its words', (url) => {
  for (const markdown of [`[press](<${url}>)`, `![press](<${url}>)`, `[press][1]\n\n[1]: <${url}>`]) {
    expect(toTree(markdown)).toEqual([{ tag: 'p', children: ['press'] }]);
  }
});

test('HTML is shown as it was typed, and what is around it stays formatted', () => {
  const tree = toTree('<img src=x onerror=alert(1)> **bold**\n\n<script>alert(1)</script>');
  expect(words(tree)).toBe('<img src=x onerror=alert(1)> bold<script>alert(1)</script>');
  expect(JSON.stringify(tree)).toContain('"tag":"strong"');
});

test('whatever is written, only known elements and harmless links come out', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<',
      '>',
      '[',
      '](',
      ')',
      '*',
      '_',
      '`',
      '```\n',
      '\n',
      '> ',
      '- ',
      '|',
      '![',
      '&#',
      'javascript:',
      'https://',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      every(toTree(pieces.join('')), (node) => {
        if (typeof node === 'string') return;
        expect(TAGS.has(node.tag)).toBe(true);
        if (node.href !== undefined) expect(node.href).toMatch(/^(https?:\/\/|mailto:)/i);
      });
    }),
  );
});

test('endless nesting and endless marks are drawn, without end of depth', () => {
  for (const unit of ['> ', '- ', '>- ', '*a', '[', '![', '`', '_a*']) {
    const tree = toTree(unit.repeat(10_000));
    let deepest = 0;
    const measure = (nodes: TreeNode[], depth: number) => {
      deepest = Math.max(deepest, depth);
      for (const node of nodes) if (typeof node === 'object') measure(node.children, depth + 1);
    };
    measure(tree, 0);
    expect(deepest).toBeLessThan(60);
  }
});

test('a text too long for anybody to mean it as Markdown is shown as it was typed', () => {
  const text = '*a*\n'.repeat(6_000);
  expect(toTree(text)).toEqual([{ tag: 'pre', children: [{ tag: 'code', children: [text] }] }]);
});
