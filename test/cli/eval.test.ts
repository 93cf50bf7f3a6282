import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runBaton } from '../support/baton-command.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-eval-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const baton = (...args: string[]) => runBaton(folder, args);
const jsonl = (name: string, rows: readonly unknown[]) =>
  writeFile(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

describe('baton eval triggers', () => {
  const rows = [
    { text: 'I want to talk to a human', expected: true },
    { text: 'Who is the real estate agent for this flat?', expected: false },
    { text: 'How do I export?', expected: true },
  ];

  it('gives precision, recall and the misses with their lines', async () => {
    await jsonl('rows.jsonl', rows);
    const { code, stdout } = await baton('eval', 'triggers', 'rows.jsonl', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      ...{ rows: 3, precision: 1, recall: 0.5, f1: 0.6667 },
      misses: [{ line: 3, text: 'How do I export?', expected: true }],
    });
  });

  it('shows a table for people', async () => {
    await jsonl('rows.jsonl', rows);
    const { stdout } = await baton('eval', 'triggers', 'rows.jsonl');
    expect(stdout).toMatch(/rows +precision +recall +F1 +misses/);
    expect(stdout).toContain('line 3  missed       How do I export?');
  });

  it.each([
    ['is no JSON', 'rows.jsonl line 2', '{"text": "x", "expected": true}\n{"text"\n'],
    ['lacks a field', 'rows.jsonl line 1: expected', '{"text": "x"}\n'],
  ])('a line that %s is named, with what it should be', async (_, where, text) => {
    await writeFile(join(folder, 'rows.jsonl'), text);
    const { code, stderr } = await baton('eval', 'triggers', 'rows.jsonl', '--json');
    expect(code).toBe(1);
    expect(stderr).toContain(where);
    expect(stderr).toContain('Each line is {"text": "…", "expected": true or false}');
  });

  it('a file that is not there is named', async () => {
    const { code, stderr } = await baton('eval', 'triggers', 'nowhere.jsonl');
    expect([code, stderr]).toEqual([1, expect.stringContaining('nowhere.jsonl cannot be read')]);
  });

  it('an empty file gives zeros', async () => {
    await jsonl('rows.jsonl', []);
    const { stdout } = await baton('eval', 'triggers', 'rows.jsonl', '--json');
    expect(JSON.parse(stdout)).toEqual({ rows: 0, precision: 0, recall: 0, f1: 0, misses: [] });
  });
});

describe('baton eval sentiment', () => {
  it('gives accuracy, macro-F1 and the classes', async () => {
    await jsonl('rows.jsonl', [
      { text: 'This is the worst service ever', expected: 'negative' },
      { text: 'How do I change my time zone?', expected: 'neutral' },
      { text: 'Works now, thanks a lot', expected: 'positive' },
      { text: 'I love the new editor', expected: 'negative' },
    ]);
    const { stdout } = await baton('eval', 'sentiment', 'rows.jsonl', '--json');
    const { classes, ...rest } = JSON.parse(stdout);
    // F1: negative 2/3, neutral 1, positive 2/3.
    expect(rest).toEqual({ rows: 4, accuracy: 0.75, macro_f1: 0.7778 });
    expect(classes.negative).toEqual({ precision: 1, recall: 0.5, f1: 0.6667 });
    expect((await baton('eval', 'sentiment', 'rows.jsonl')).stdout).toContain('macro-F1 0.7778');
  });
});

describe('baton replay', () => {
  const customer = (text: string) => ({ role: 'customer', text });
  const assistant = (text: string) => ({ role: 'assistant', text });
  const story = [
    customer('Why was my credit card charged twice for the yearly plan?'),
    assistant('The yearly plan is charged once a year.'),
    customer('My credit card was charged twice for the yearly plan, why?'),
    assistant('The yearly plan is charged once a year.'),
    customer('get me a person'),
  ];

  it('shows where a human would be offered or brought in, and why', async () => {
    await jsonl('past.jsonl', [
      { id: 'c1', area: 'billing', turns: story, handoff: [4] },
      { id: 2, turns: [customer('How do I export?')] },
    ]);
    const { code, stdout } = await baton('replay', 'past.jsonl', '--json');
    expect(code).toBe(0);
    const { decisions, ...sums } = JSON.parse(stdout);
    expect(sums).toMatchObject({ conversations: 2, turns: 4, totals: { escalated: 1, recall: 1 } });
    const last = decisions.at(-1);
    expect(last).toMatchObject({ id: 'c1', turn: 4, action: 'escalate', urgency: 1 });
    expect(last.why).toContain('explicit_request: asked for a human: “get me a person”');
    expect(decisions.find(({ turn }: { turn: number }) => turn === 2).why.join()).toContain(
      'asked the same question twice',
    );
  });

  it('another policy is compared with the one in force, conversation by conversation', async () => {
    await jsonl('past.jsonl', [
      { id: 'c1', area: 'billing', turns: story },
      { id: 'c2', turns: [customer('How do I export?')] },
    ]);
    await writeFile(
      join(folder, 'new.yaml'),
      'policy:\n  behavioural: "off"\n  categories:\n    billing_dispute:\n      about: disputes\n      examples: [charged twice]\n      rule: weigh\n',
    );
    const { stdout } = await baton('replay', 'past.jsonl', '--policy', 'new.yaml', '--json');
    const { decisions, totals, current } = JSON.parse(stdout);
    expect(decisions.length).toBeGreaterThan(0);
    expect(
      decisions.every(
        (one: Record<string, unknown>) =>
          one['id'] === 'c1' && one['now'] === 'offer' && one['action'] === 'none',
      ),
    ).toBe(true);
    expect(totals).toEqual({ offered: 0, escalated: 1 });
    expect(current).toEqual({ offered: decisions.length, escalated: 1 });
    const words = (await baton('replay', 'past.jsonl', '--policy', 'new.yaml')).stdout;
    expect(words).toContain('offer → none');
    expect(words).toMatch(/current +with --policy/);
  });

  it.each([
    ['turns.0.role', [{ id: 'c1', turns: [{ role: 'bot', text: 'x' }] }]],
    ['turns', [{ id: 'c1' }]],
  ])('a line with a wrong %s is named', async (where, rows) => {
    await jsonl('past.jsonl', rows);
    const { code, stderr } = await baton('replay', 'past.jsonl', '--json');
    expect([code, stderr]).toEqual([1, expect.stringContaining(`past.jsonl line 1: ${where}`)]);
  });

  it('a policy with a wrong setting is refused, with the setting and what it may be', async () => {
    await jsonl('past.jsonl', [{ id: 'c1', turns: story }]);
    await writeFile(join(folder, 'new.yaml'), 'policy:\n  offer_at: 7\n');
    const { code, stderr } = await baton('replay', 'past.jsonl', '--policy', 'new.yaml');
    expect(code).toBe(1);
    expect(stderr).toContain('policy.offer_at');
  });
});

it('a file larger than the memory is read in passing', { timeout: 120_000 }, async () => {
  const file = createWriteStream(join(folder, 'large.jsonl'));
  const filler = 'The import stops at row 300. '.repeat(2_000);
  for (let at = 0; at < 3_000; at += 1) {
    if (!file.write(`${JSON.stringify({ text: `I want to talk to a human. ${filler}`, expected: true })}\n`))
      await new Promise<void>((resolve) => file.once('drain', resolve));
  }
  file.end();
  await finished(file);
  const small = { NODE_OPTIONS: '--max-old-space-size=128' };
  const { code, stdout } = await runBaton(folder, ['eval', 'triggers', 'large.jsonl', '--json'], small);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ rows: 3_000, recall: 1 });
});

describe('baton eval retrieval', () => {
  const articles = [
    { id: 'refunds', title: 'Refunds', text: 'A refund can be asked for within 30 days of a payment.' },
    { id: 'export', title: 'Exporting a board', text: 'A board can be exported as CSV.' },
  ];
  const queries = [
    { query: 'How do I ask for a refund of a payment?', relevant: ['refunds'] },
    { query: 'How is a board exported as CSV?', relevant: ['export'] },
    { query: 'Does it snow in the mountains?', relevant: [] },
  ];
  const evalRetrieval = (...more: string[]) =>
    baton('eval', 'retrieval', '--kb', 'kb.jsonl', '--queries', 'queries.jsonl', ...more);

  it('gives the measures of what was found, answered and abstained from', async () => {
    await jsonl('kb.jsonl', articles);
    await jsonl('queries.jsonl', queries);
    const { code, stdout } = await evalRetrieval('--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ queries: 3, p1: 1, recall5: 1, mrr10: 1, mcc: 1 });
  });

  it('shows a table for people', async () => {
    await jsonl('kb.jsonl', articles);
    await jsonl('queries.jsonl', queries.slice(0, 2));
    const { stdout } = await evalRetrieval();
    expect(stdout).toMatch(/queries +p1 +recall5 +mrr10/);
    expect(stdout).toContain('no question without an article');
  });

  it('names a broken line, and an article that cannot be read', async () => {
    await writeFile(join(folder, 'kb.jsonl'), `${JSON.stringify(articles[0])}\n{"id": "x"}\n`);
    await writeFile(join(folder, 'queries.jsonl'), '{"query": "refund"}\n');
    const { code, stderr } = await evalRetrieval('--json');
    expect(code).toBe(1);
    expect(stderr).toContain('kb.jsonl, line 2');
    expect(stderr).toContain('queries.jsonl line 1');
  });
});

describe('baton eval answers', () => {
  const articles = [
    { id: 'refunds', title: 'Refunds', text: 'A refund can be asked for within 30 days of a payment.' },
    { id: 'export', title: 'Exporting a board', text: 'A board can be exported as CSV.' },
  ];
  const right = [
    { question: 'How do I ask for a refund of a payment?', must_cite: ['refunds'], must_say: ['30 days'] },
    { question: 'Does it snow in the mountains?', must_abstain: true },
  ];
  const answers = (...more: string[]) =>
    baton('eval', 'answers', 'questions.jsonl', '--kb', 'kb.jsonl', ...more);

  it('passes where every answer is as it should be', async () => {
    await jsonl('kb.jsonl', articles);
    await jsonl('questions.jsonl', right);
    const { code, stdout } = await answers('--json');
    expect(code).toBe(0);
    const figures = { answer_precision: 1, answer_recall: 1, abstain_precision: 1, abstain_recall: 1 };
    expect(JSON.parse(stdout)).toEqual({ questions: 2, passed: 2, ...figures, wrong: [] });
  });

  it('fails with what is wrong, and writes a page to look at', async () => {
    await jsonl('kb.jsonl', articles);
    await jsonl('questions.jsonl', [
      ...right,
      { question: 'How is a board exported as CSV?', must_cite: ['refunds'], must_say: ['<b>Excel</b>'] },
      { question: 'How do I ask for a refund of a payment?', must_abstain: true },
      { question: 'Is there a mobile app?', must_cite: ['export'] },
    ]);
    const { code, stdout } = await answers('--report', 'report.html');
    expect(code).toBe(1);
    expect(stdout).toContain('line 3  How is a board exported as CSV?');
    expect(stdout).toContain('rests on export, not on refunds; does not say “<b>Excel</b>”');
    expect(stdout).toContain('answered what nothing answers');
    expect(stdout).toContain('line 5  Is there a mobile app?\n  → abstained');
    const page = await readFile(join(folder, 'report.html'), 'utf8');
    expect(page).toContain('A board can be exported as CSV.');
    expect(page).not.toContain('<b>Excel');
  });

  it('names a line with an unknown field', async () => {
    await jsonl('kb.jsonl', articles);
    await jsonl('questions.jsonl', [{ question: 'x', cite: ['refunds'] }]);
    const { code, stderr } = await answers('--json');
    expect([code, stderr]).toEqual([1, expect.stringContaining('questions.jsonl line 1')]);
  });
});
