import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/platform/config/parse-config.ts';
import type { Problem } from '../../../src/platform/config/problem.ts';
import { BatonError } from '../../../src/platform/errors.ts';

/** What is wrong with a configuration, one line each. */
function problemsOf(yaml: string, env: Record<string, string> = {}): string[] {
  try {
    parseConfig(yaml, env);
    return [];
  } catch (error) {
    if (!(error instanceof BatonError) || error.code !== 'config.invalid') throw error;
    const problems = error.data.problems as Problem[];
    for (const { where, message } of problems) expect(error.message).toContain(`  ${where}: ${message}`);
    return problems.map(({ where, message }) => `${where}: ${message}`);
  }
}

describe('what is taken', () => {
  test('without a file and without variables everything has its default', () => {
    const config = parseConfig('', {});
    expect(config.web).toEqual({ enabled: 'auto', host: '127.0.0.1', port: 3210 });
    expect(config.handoff.grace_window).toBe(24 * 3_600_000);
    expect(config.secrets.SLACK_BOT_TOKEN).toBeUndefined();
  });

  test('a partial file changes what it names and nothing else', () => {
    const config = parseConfig('handoff:\n  note_mark: "##"\n  reminder_after: 90s\n', {});
    expect(config.handoff).toMatchObject({
      note_mark: '##',
      reminder_after: 90_000,
      grace_window: 24 * 3_600_000,
    });
    expect(config.delivery).toEqual(parseConfig('', {}).delivery);
  });

  test('a section whose lines are all commented out keeps its defaults', () => {
    expect(parseConfig('web:\n  # port: 1\nslack: {}\n', {})).toEqual(parseConfig('', {}));
  });

  test('the environment overrides the file, for every kind of setting', () => {
    const env = {
      BATON__WEB__PORT: '4000',
      BATON__WEB__ENABLED: 'on',
      BATON__ASSISTANT__ANSWER_THRESHOLD: '0.75',
      BATON__SLACK__SUPPORT_CHANNELS: 'C0000001, C0000002,',
      BATON__DELIVERY__BACKOFF__MAX: '2m',
      BATON__DELIVERY__RATES__SLACK__CHANNEL_PER_SECOND: '0.5',
    };
    const config = parseConfig('web:\n  port: 1\nslack:\n  support_channels: [C9999999]\n', env);
    expect(config.web).toMatchObject({ port: 4000, enabled: 'on' });
    expect(config.assistant.answer_threshold).toBe(0.75);
    expect(config.slack.support_channels).toEqual(['C0000001', 'C0000002']);
    expect(config.delivery.backoff.max).toBe(120_000);
    expect(config.delivery.rates.slack.channel_per_second).toBe(0.5);
  });

  test('the data folder has a short name, over which the long one wins', () => {
    expect(parseConfig('', { BATON_DATA_DIR: '/data' }).store.data_dir).toBe('/data');
    expect(parseConfig('', { BATON_DATA_DIR: '/a', BATON__STORE__DATA_DIR: '/b' }).store.data_dir).toBe('/b');
  });

  test('an empty variable, as compose files make them, counts as not set', () => {
    const env = { BATON__WEB__PORT: '', SLACK_BOT_TOKEN: ' ', BATON_DATA_DIR: '' };
    expect(parseConfig('', env)).toEqual(parseConfig('', {}));
  });

  test('variables of other programs are left alone', () => {
    expect(
      problemsOf('', { BATON_PORT: 'tcp://10.0.0.1:3210', BATON_SERVICE_HOST: '10.0.0.1', HOME: '/' }),
    ).toEqual([]);
  });

  test('nobody can change a configuration once it is made', () => {
    const config = parseConfig('', {});
    expect(() => Object.assign(config.delivery.rates.slack, { channel_burst: 99 })).toThrow(TypeError);
    expect(() => Object.assign(config.secrets, { SLACK_BOT_TOKEN: 'x' })).toThrow(TypeError);
  });
});

describe('what is refused', () => {
  test('every problem is named at once, with value, what is allowed, and line or variable', () => {
    const yaml = [
      'web:',
      '  port: 99999',
      '  enabled: maybe',
      'intake:',
      '  lease: soon',
      '  attempts: 2.5',
      'assistant:',
      '  answer_threshold: 2',
      'slack:',
      '  support_channels: ["#help"]',
      '  desk_channel:',
    ];
    expect(problemsOf(yaml.join('\n'), { BATON__STORE__PORT: 'any' })).toEqual([
      'BATON__STORE__PORT: store.port is "any"; allowed: a whole number from 0 to 65535',
      'config/baton.yaml line 2: web.port is 99999; allowed: a whole number from 0 to 65535',
      'config/baton.yaml line 3: web.enabled is "maybe"; allowed: auto, on or off',
      'config/baton.yaml line 5: intake.lease is "soon"; allowed: a duration from 100ms to 1h',
      'config/baton.yaml line 6: intake.attempts is 2.5; allowed: a whole number from 1 to 100',
      'config/baton.yaml line 8: assistant.answer_threshold is 2; allowed: a number from 0 to 1',
      expect.stringMatching(
        /line 10: slack.support_channels is \["#help"\]; allowed: a list of channel ids such as/,
      ),
      expect.stringMatching(/line 11: slack.desk_channel is empty; allowed: a channel id such as C/),
    ]);
  });

  test.each([
    [
      'a slip',
      'handoff:\n  note_marks: x\n',
      'line 2: unknown setting handoff.note_marks; did you mean handoff.note_mark?',
    ],
    [
      'a key without its section',
      'note_mark: x\n',
      'line 1: unknown setting note_mark; did you mean handoff.note_mark?',
    ],
    ['an unlike key', 'log:\n  colour: red\n', 'line 2: unknown setting log.colour; known here: level'],
    [
      'an unlike section',
      'zebra:\n  x: 1\n',
      'line 2: unknown setting zebra.x; known here: assistant, model, copilot, knowledge, handoff, policy, accounts, desk, slack, discord, teams, web, store, monitor, intake, delivery, admin, texts, log',
    ],
    ['a value for a section', 'log: debug\n', 'line 1: log is a section; its settings go below it, indented'],
    [
      'a secret',
      'slack:\n  bot_token: x\n',
      'line 2: slack.bot_token is no setting; secrets and addresses belong in .env, as SLACK_BOT_TOKEN',
    ],
    [
      'an inherited name',
      '__proto__:\n  toString: 1\n',
      expect.stringContaining('line 2: unknown setting __proto__.toString'),
    ],
    ['broken YAML', 'web:\n  port: [1\n', expect.stringMatching(/^config\/baton.yaml line 3: /)],
  ])('%s in the file is refused with its line and what was probably meant', (_, yaml, expected) => {
    const prefixed = typeof expected === 'string' ? `config/baton.yaml ${expected}` : expected;
    expect(problemsOf(yaml)).toEqual([prefixed]);
  });

  test('an override that overrides nothing is refused with the name that was probably meant', () => {
    expect(problemsOf('', { BATON__WEB__PROT: '1' })).toEqual([
      'BATON__WEB__PROT: overrides no setting; did you mean BATON__WEB__PORT?',
    ]);
    expect(problemsOf('', { BATON__ZEBRA: '1' })).toEqual(['BATON__ZEBRA: overrides no setting']);
  });

  test('the file is called by its own name', () => {
    expect(() => parseConfig('x: 1', {}, 'my.yaml')).toThrow('my.yaml line 1: unknown setting x');
  });

  test('an app token in the place of the bot token is recognised', () => {
    const [problem] = problemsOf('', { SLACK_BOT_TOKEN: 'xapp-1-A0000-deadbeef' });
    expect(problem).toMatch(
      /^SLACK_BOT_TOKEN: xapp-… \(21 characters\); allowed: a token that begins with xoxb-/,
    );
    expect(problem).toMatch(/looks like SLACK_APP_TOKEN$/);
  });

  test('an address of Redis that its client would misread is refused, and not shown', () => {
    const good = [
      'redis://127.0.0.1:6379',
      'rediss://user:p%25word@redis.example:6380/2',
      'redis://:p@[::1]:6379/',
    ];
    for (const REDIS_URL of good) expect(problemsOf('', { REDIS_URL })).toEqual([]);
    const bad = [
      'redis://user:p%word@redis.example',
      'redis://redis.example:99999',
      'redis://redis.example:port',
      'redis://[::bad',
      'redis://%zz',
      'redis://redis.example/name',
      'redis:///run/redis.sock',
    ];
    for (const REDIS_URL of bad) {
      const [problem, ...others] = problemsOf('', { REDIS_URL });
      expect([problem, ...others]).toEqual([expect.stringMatching(/^REDIS_URL: .*allowed: an address/)]);
      expect(problem).not.toContain('word@');
    }
  });

  test('a value that is no secret is shown as it is', () => {
    expect(problemsOf('', { SLACK_API_URL: 'slack.example' })).toEqual([
      'SLACK_API_URL: "slack.example"; allowed: an address that begins with http:// or https://',
    ]);
  });
});

describe('hostile input', () => {
  const secret = fc.stringMatching(/^[a-z0-9]{12,40}$/);

  test('no secret is ever shown, wherever somebody put it', () => {
    fc.assert(
      fc.property(secret, (word) => {
        const token = `xoxb-${word}`;
        const uri = `postgres://user:${word}@db`;
        const yaml = `slack:\n  command: ${token}\n  host: ${token} x\n  mode: mongodb://u:${word}@h/\nbot_token: ${word}\n`;
        const env = {
          SLACK_APP_TOKEN: token,
          MONGODB_URI: uri,
          BATON_WEB_TOKEN: `${word} x`,
        };
        const problems = problemsOf(yaml, env);
        expect(problems).toHaveLength(7);
        expect(problems.join('\n')).not.toContain(word);
      }),
    );
  });

  test('whatever stands in file and environment, it is taken or refused with a reason', () => {
    const value = fc.oneof(fc.string(), fc.double(), fc.jsonValue(), fc.constantFrom('30s', 'auto', '0'));
    const key = fc.constantFrom(
      'port',
      'host',
      'enabled',
      'level',
      'attempts',
      'rates',
      '__proto__',
      'constructor',
    );
    const section = fc.constantFrom('web', 'log', 'intake', 'delivery', 'slack', 'toString', '__proto__');
    fc.assert(
      fc.property(section, key, value, fc.string(), (in_, name, one, text) => {
        const yaml = `${in_}:\n  ${name}: ${JSON.stringify(one) ?? ''}\n`;
        const env = { [`BATON__${in_}__${name}`.toUpperCase()]: text };
        expect(Array.isArray([...problemsOf(yaml), ...problemsOf('', env)])).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
