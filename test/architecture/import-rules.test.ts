import { describe, expect, test } from 'vitest';
import { importOffences } from './offences.ts';
import { scanImports } from './scan-imports.ts';
import { sourceFiles } from './source-files.ts';

test('the house is built as design says: who imports whom', () => {
  const files = [...sourceFiles('src'), ...sourceFiles('adapters')];
  expect(files.length).toBeGreaterThan(10);
  expect(importOffences(files)).toEqual([]);
});

test('the scanner misses no import that stands at the beginning of a line', () => {
  for (const { path, text } of [
    ...sourceFiles('src'),
    ...sourceFiles('adapters'),
    ...sourceFiles('test/platform'),
  ]) {
    const plain = [...text.matchAll(/^(?:import|export|\}) [^;'"]*\bfrom '([^']+)';$/gm)].map(
      (match) => match[1],
    );
    expect(new Set(scanImports(text)), path).toEqual(new Set([...plain, ...scanImports(text)]));
  }
});

describe('an offence is found', () => {
  const offences = (path: string, ...imports: string[]) =>
    importOffences([{ path, text: imports.map((name) => `import { x } from '${name}';\n`).join('') }]);

  test.each([
    [
      'a service that imports the composition',
      'src/intake/accept.ts',
      '../app.ts',
      'intake may not import app',
    ],
    [
      'a store that imports a service',
      'src/store/events.ts',
      '../delivery/send.ts',
      'store may not import delivery',
    ],
    [
      'a domain room that imports the store',
      'src/escalation/decide.ts',
      '../store/x.ts',
      'may not import store',
    ],
    [
      'a contract that imports the domain',
      'src/channels/card.ts',
      '../conversation/x.ts',
      'may not import conversation',
    ],
    [
      'a service that imports an adapter',
      'src/handoff/card.ts',
      '../../adapters/slack/x.ts',
      'may not import adapters/slack',
    ],
    [
      'a command other than start that imports an adapter',
      'src/cli/kb.ts',
      '../../adapters/web/x.ts',
      'cli may not import adapters/web',
    ],
    [
      'the composition that imports an adapter',
      'src/app.ts',
      '../adapters/web/x.ts',
      'app may not import adapters/web',
    ],
    [
      'an adapter that imports a service',
      'adapters/slack/in.ts',
      '../../src/intake/x.ts',
      'may not import intake',
    ],
    [
      'an adapter that imports another',
      'adapters/slack/in.ts',
      '../discord/x.ts',
      'may not import adapters/discord',
    ],
    [
      'the embedded store that imports the store',
      'src/embedded-mongo/a.ts',
      '../store/x.ts',
      'may not import store',
    ],
    [
      'a service that imports the embedded store',
      'src/intake/a.ts',
      '../embedded-mongo/x.ts',
      'may not import embedded-mongo',
    ],
    ['code that imports a test', 'src/cli/start.ts', '../../test/support/x.ts', 'which is in no room'],
    ['a room nobody planned', 'src/basement/x.ts', './y.ts', 'src/basement/x.ts is in no room of the table'],
    ['a file beside the adapters', 'adapters/index.ts', './slack/x.ts', 'adapters/index.ts is in no room'],
    ['a service that knows MongoDB', 'src/intake/a.ts', 'mongoose', 'which is for src/store/ alone'],
    [
      'a store that evaluates queries itself',
      'src/store/a.ts',
      'mingo/core',
      'which is for src/embedded-mongo/ alone',
    ],
    ['a core that knows Slack', 'src/handoff/card.ts', '@slack/types', 'which is for adapters/slack/ alone'],
    [
      'an adapter that knows another platform',
      'adapters/web/a.ts',
      'discord.js',
      'which is for adapters/discord/ alone',
    ],
    [
      'a decision that reads a file',
      'src/escalation/decide.ts',
      'node:fs/promises',
      'but escalation only computes',
    ],
  ])('%s', (_, path, name, expected) => {
    expect(offences(path, name)).toEqual([expect.stringContaining(expected)]);
  });

  test('two services that import each other, told once', () => {
    const files = [
      { path: 'src/handoff/a.ts', text: "import '../delivery/b.ts';" },
      { path: 'src/delivery/b.ts', text: "export type { X } from '../responder/c.ts';" },
      { path: 'src/responder/c.ts', text: "type Y = import('../handoff/a.ts').Y;" },
    ];
    expect(importOffences(files)).toEqual(['delivery → responder → handoff → delivery is a circle']);
  });
});

test.each([
  ['src/cli/start.ts', '../../adapters/slack/x.ts'],
  ['src/cli/start-adapters.ts', '../../adapters/web/x.ts'],
  ['src/cli/kb.ts', '../app.ts'],
  ['src/app.ts', './intake/accept.ts'],
  ['src/intake/accept.ts', '../store/events.ts'],
  ['src/intake/accept.ts', '../handoff/card.ts'],
  ['src/store/events.ts', 'mongoose'],
  ['src/conversation/x.ts', '../escalation/decide.ts'],
  ['src/conversation/x.ts', 'node:crypto'],
  ['src/embedded-mongo/x.ts', '../platform/errors.ts'],
  ['adapters/slack/inbound/x.ts', '../../../src/channels/events.ts'],
  ['adapters/slack/inbound/x.ts', '../text/y.ts'],
  ['adapters/slack/x.ts', '@slack/bolt'],
])('%s may import %s', (path, name) => {
  expect(importOffences([{ path, text: `import '${name}';` }])).toEqual([]);
});

describe('the scanner', () => {
  test.each([
    ['import a from "a";', ['a']],
    ["import type { A } from './a.ts';", ['./a.ts']],
    ["import {\n  a,\n  type B as C,\n} from 'x';", ['x']],
    ["import 'side-effect';", ['side-effect']],
    ["import a, * as b from 'x'", ['x']],
    ["export * from './a.ts';\nexport { b } from './b.ts';", ['./a.ts', './b.ts']],
    ["const a = await import('x');", ['x']],
    ['const a = await import(`x`);', ['x']],
    ["type A = typeof import('x');", ['x']],
    ["const a = require('x');", ['x']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the source under test is a template
    ['const a = `${await import("x")} ${{ a: `${import("y")}` }}`;', ['x', 'y']],
    ["import a from 'a'; // import b from 'b';\n/* import c from 'c'; */ import d from 'd';", ['a', 'd']],
    ["const text = \"import a from 'a'\";\nimport b from 'b';", ['b']],
    ["const text = `\nimport a from 'a';\n`;\nimport b from 'b';", ['b']],
    ["const quote = /['\"`]/;\nimport b from 'b';", ['b']],
    ["const slash = /[/*]\\/\\/*/.test(a) / 2; import b from 'b';", ['b']],
    ["const half = a / 2; const b = import('b'); const c = d / 2;", ['b']],
    ["export const a = 1;\nfrom('x');", []],
    ["it's not closed\nimport b from 'b';", ['b']],
  ])('%j imports %j', (source, expected) => {
    expect(scanImports(source)).toEqual(expected);
  });
});
