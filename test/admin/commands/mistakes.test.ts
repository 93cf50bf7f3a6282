import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isOptional } from '../../../src/admin/command/definition.ts';
import { commands } from '../../../src/admin/commands/all.ts';
import type { Store } from '../../../src/store/store.ts';
import { startTestStore, type TestStore } from '../../support/test-store.ts';
import { type CommandBed, openCommandBed } from './command-bed.ts';
import { admin, agent, customer } from './people.ts';

let server: TestStore;
let bed: CommandBed;

beforeAll(async () => {
  server = await startTestStore();
  bed = await openCommandBed({ uri: server.uri });
});
afterAll(async () => {
  await bed.stop();
  await server.stop();
});

const needy = commands.filter(({ arguments: args }) => Object.values(args).some((one) => !isOptional(one)));

test.each(needy.map(({ name }) => name))(
  '%s without what it needs says what is missing, the usage and an example',
  async (name) => {
    expect(await bed.say(admin, name)).toMatch(/is missing; allowed: [\s\S]*Usage: `[\s\S]*Example: `/);
  },
);

test.each([
  ['confg show', 'Did you mean `config show`'],
  ['stats', 'Did you mean `status`'],
  ['zz', 'There is no command `zz`. `help` shows them all.'],
  ['undo', '`undo` stands after another word. There are: `config undo`.'],
  ['config', '`config show`, `config set`'],
  ['config shwo', 'has no `shwo`'],
  ['queue now', 'takes nothing after that: `now`'],
  ['report --sinc 7d', 'Did you mean `--since`'],
  ['queue --there', 'Did you mean `--here`'],
  ['trigger weight not_solved two', 'VALUE is `two`; allowed: a number from 0 (off) to 1'],
  ['copilot perhaps', 'allowed: always, soft or never'],
  ['help config', '`config set PATH VALUE…`'],
  ['help config set', 'Usage: `config set PATH VALUE…`'],
  ['help xyzzy', 'There is no command `xyzzy`'],
  ['hours set default 9-17', 'stands before any day'],
  ['hours set default mon', 'has no periods'],
  ['hours set default mon-fri noon', 'neither days'],
  ['agent set U1 billing', 'is no change'],
  ['text show custmer.help', 'Did you mean `customer.help`'],
  ['config undo 999', 'There is no change 999'],
])('%s is answered with what was meant', async (words, said) => {
  expect(await bed.say(admin, words)).toContain(said);
});

test('a customer who types no command hears how they get an answer', async () => {
  expect(await bed.say(customer, 'how do I export my data')).toContain('Ask me your question here');
  expect(await bed.say(customer, '')).toContain('Ask me your question here');
});

describe('hostile words', () => {
  const hostile = [
    'x'.repeat(10_000),
    'config set '.repeat(2_000),
    '__proto__',
    'constructor prototype',
    'config show __proto__',
    'config set __proto__ x',
    'config set desk.agents.__proto__.skills x',
    'config set desk.agents.constructor.skills x',
    'agent set __proto__ skill+x',
    'agent show constructor',
    'hours set constructor mon 9-17',
    'trigger off constructor',
    'text set __proto__ x',
    'skill remove __proto__',
    'pause __proto__',
    'why __proto__',
    'help __proto__',
    'queue --__proto__',
    'report --constructor 7d',
    'kb retire __proto__',
    'kb list \u0000\u0007\u001b[31m',
    '"',
    '"""',
    '\\',
    '--here',
    '--',
    '\ud800',
    `config set policy.tiers ${'['.repeat(5_000)}`,
    `human ${'💥'.repeat(4_000)}`,
  ];
  test.each(hostile.map((words) => [words.slice(0, 40), words]))(
    '%j is answered, and breaks nothing',
    async (_, words) => {
      for (const who of [admin, agent, customer]) {
        expect(await bed.ask(who, words)).toHaveProperty('kind');
        const standing = { admin: who === admin, groups: [] };
        const ask = { platform: 'loop', workspace: 'test', author: who, standing, words };
        expect(await bed.intake.complete(ask)).toBeInstanceOf(Array);
      }
      expect(({} as Record<string, unknown>)['skills']).toBeUndefined();
      expect(await bed.say(agent, 'queue')).toBeTruthy();
    },
  );

  test('a call of no sense is answered too', async () => {
    const answer = await bed.ask(admin, 'kb add', {
      fields: { title: '', __proto__: 'x' } as Record<string, string>,
    });
    expect(answer).toMatchObject({ kind: 'answer' });
  });
});

describe('a dead database', () => {
  const dead = (store: Store): Store => ({
    ...store,
    ping: () => Promise.reject(new Error('connection refused')),
  });
  test.each(
    commands.filter(({ name }) => name !== 'help').map((one) => [one.name, one.examples.at(-1) ?? one.name]),
  )('%s says so politely, and changes nothing', async (_, words) => {
    const broken = await deadBed();
    const before = JSON.stringify([
      bed.live.show(),
      await bed.store.articles.since(null),
      await bed.store.agents.known(),
    ]);
    for (const who of [admin, agent]) {
      const said = await broken.say(who, words);
      expect(said).toMatch(/database doesn't answer. Nothing was changed|Only (admins|the support team)/);
    }
    const after = JSON.stringify([
      bed.live.show(),
      await bed.store.articles.since(null),
      await bed.store.agents.known(),
    ]);
    expect(after).toBe(before);
  });

  let opened: CommandBed | undefined;
  async function deadBed(): Promise<CommandBed> {
    opened ??= await openCommandBed({ uri: server.uri, around: dead });
    return opened;
  }
  afterAll(() => opened?.stop());

  test('one that dies in the middle is answered too', async () => {
    const dying = await openCommandBed({
      uri: server.uri,
      around: (store) => ({
        ...store,
        escalations: { ...store.escalations, inState: () => Promise.reject(new Error('gone')) },
      }),
    });
    expect(await dying.say(agent, 'queue')).toContain("couldn't be done");
    await dying.stop();
  });
});

describe('completions', () => {
  const complete = async (words: string, who = admin) => {
    const standing = { admin: who === admin, groups: [] };
    const found = await bed.intake.complete({
      platform: 'loop',
      workspace: 'test',
      author: who,
      standing,
      words,
    });
    for (const { value, label } of found)
      expect(Math.max(value.length, label.length)).toBeLessThanOrEqual(100);
    expect(found.length).toBeLessThanOrEqual(25);
    return found.map(({ value }) => value);
  };
  test.each([
    ['con', ['config show', 'config set', 'config unset', 'config undo', 'config history']],
    ['config s', ['config show', 'config set']],
    ['config set handoff.note', ['config set handoff.note_mark']],
    [
      'config set assistant.mode ',
      [
        'config set assistant.mode answer',
        'config set assistant.mode draft',
        'config set assistant.mode off',
      ],
    ],
    ['trigger off long', ['trigger off long_session']],
    ['copilot a', ['copilot always']],
    ['report --s', ['report --since']],
    ['report --since 3', ['report --since 30d']],
    ['text show customer.thanks_r', ['text show customer.thanks_rating']],
    ['nonsense here ', []],
  ])('%j goes on with %j', async (words, expected) => {
    const found = await complete(words);
    expect(found.slice(0, expected.length)).toEqual(expected);
    if (expected.length === 0) expect(found).toEqual([]);
  });

  test('nobody is shown what they may not do', async () => {
    expect(await complete('', customer)).toEqual(['help', 'human', 'forget me']);
    expect((await complete('con', agent)).filter((one) => one.startsWith('config'))).toEqual([]);
    expect((await complete('q', agent))[0]).toBe('queue');
  });
});
