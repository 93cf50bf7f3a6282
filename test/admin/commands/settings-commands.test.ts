import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandCall } from '../../../src/channels/command.ts';
import { startTestStore, type TestStore } from '../../support/test-store.ts';
import { type CommandBed, openCommandBed } from './command-bed.ts';
import { admin, agent } from './people.ts';

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

const say = (words: string, change?: Partial<CommandCall>) => bed.say(admin, words, change);

/** Words that change something, what the answer says from and to, and what is in force then. */
test.each([
  [
    'config set handoff.reminder_after 15m',
    '`10m` → `15m`',
    () => bed.live.current().handoff.reminder_after,
    900_000,
  ],
  [
    'config set desk.on_call U1, U2',
    '(empty) → `U1, U2`',
    () => bed.live.current().desk.on_call,
    ['U1', 'U2'],
  ],
  ['trigger off long_session', '`0.3` → `0`', () => bed.live.current().policy.weights.long_session, 0],
  [
    'trigger weight repeated-question 0.7',
    '`0.6` → `0.7`',
    () => bed.live.current().policy.weights.repeated_question,
    0.7,
  ],
  ['policy set escalate_at 0.9', '`0.8` → `0.9`', () => bed.live.current().policy.escalate_at, 0.9],
  ['pause', '`answer` → `off`', () => bed.live.current().assistant.mode, 'off'],
  [
    'pause here --drafts',
    'nothing → `draft`',
    () => bed.live.current().assistant.mode_places['help'],
    'draft',
  ],
  [
    'skill add billing invoices',
    'nothing → `invoices`',
    () => bed.live.current().desk.skills['billing'],
    'invoices',
  ],
  [
    'text set customer.thanks_rating "Thanks a lot!"',
    '→ `Thanks a lot!`',
    () => bed.live.current().texts['en']?.['customer.thanks_rating'],
    'Thanks a lot!',
  ],
  [
    'agent set <@U9|ann> skill+billing,tax language+de seniority=0.8 name="Ann B"',
    'nothing → ',
    () => bed.live.current().desk.agents['U9'],
    { name: 'Ann B', skills: ['billing', 'tax'], languages: ['de'], seniority: 0.8 },
  ],
  [
    'hours set default mon-thu 9-12 13:00-17:30 fri 9-12 --zone Europe/Berlin',
    'Europe/Berlin',
    () => bed.live.current().desk.hours['default']?.week.thu,
    [
      { from: 540, to: 720 },
      { from: 780, to: 1_050 },
    ],
  ],
] as [string, string, () => unknown, unknown][])(
  '%s says from what to what, is in force, and can be undone',
  async (words, said, now, value) => {
    const before = now();
    expect(await say(words)).toContain(said);
    expect(now()).toEqual(value);
    expect(await say('config undo')).toContain('Undid change');
    expect(now()).toEqual(before);
  },
);

test('who changed what and when stands in the history and the audit log, with the command', async () => {
  await say('config set handoff.note_mark ##');
  const [latest] = await bed.live.history(1);
  expect(latest).toMatchObject({
    from: '//',
    to: '##',
    by: { id: admin.id },
    reason: 'config set handoff.note_mark ##',
  });
  expect(await say('config history handoff')).toContain('First admin');
  expect(await say('config show handoff.note_mark')).toMatch(/set by First admin/);
  expect(await say('config show')).toContain('handoff.note\\_mark'.replace('\\', ''));
  expect(await say('config unset handoff.note_mark')).toContain('`##` → `//`');
});

test('what is there already is said, and nothing is stored', async () => {
  expect(await say('config set handoff.note_mark //')).toContain('already');
  expect(await say('trigger on not_solved')).toContain('on already');
});

test('what a setting does not allow is refused with what is allowed', async () => {
  expect(await say('config set handoff.reminder_after soon')).toMatch(/allowed: a duration/);
  expect(await say('config set handof.note_mark x')).toMatch(/did you mean handoff.note_mark/);
  expect(await say('config set store.port 3')).toMatch(/read when Baton starts/);
  expect(await say('config set MONGODB_URI x')).toMatch(/\.env/);
  expect(await say('hours set default mon 17-9')).toMatch(/earlier to a later/);
  expect(await say('agent set U9 seniority=high')).toMatch(/seniority/);
  expect(await say('trigger off explicit_request')).toMatch(/always gets one/);
  expect(await say('skill add biling x')).toMatch(/Did you mean `billing`/);
  expect(await say('text set customer.thanks_rating "{nobody}"')).toMatch(/nobody/);
});

test('a skill is taken from an agent, a holiday from hours, a text goes back to what comes with Baton', async () => {
  await say('agent set U9 skill+billing skill+tax');
  expect(await say('agent set U9 skill-tax')).toContain('"skills":["billing"]');
  expect(await say('agent show U9')).toContain('skills billing');
  expect(await say('agent remove U9')).toContain('→ nothing');
  await say('hours set night sat-mon 22:00-24:00');
  expect(bed.live.current().desk.hours['night']?.week.sun).toEqual([{ from: 1_320, to: 1_440 }]);
  await say('hours holiday night 2026-12-25 2026-12-26');
  await say('hours holiday night -2026-12-26');
  expect(bed.live.current().desk.hours['night']?.holidays).toEqual(['2026-12-25']);
  expect(await say('hours show night')).toContain('2026-12-25');
  await say('hours set night sun closed');
  expect(bed.live.current().desk.hours['night']?.week.sun).toBeUndefined();
  await say('hours remove night');
  await say('text set customer.help "Hello there" --language de');
  expect(bed.live.current().texts['de']?.['customer.help']).toBe('Hello there');
  expect(await say('text show customer.help de')).toContain('It was changed');
  await say('text reset customer.help de');
  expect(bed.live.current().texts['de']?.['customer.help']).toBeUndefined();
  expect(await say('text list thanks')).toContain('customer.thanks_rating');
});

test('resuming everywhere names the places that stay silent', async () => {
  await say('pause C42');
  await say('pause');
  expect(await say('resume')).toContain('C42');
  await say('resume C42');
  expect(bed.live.current().assistant.mode_places).toEqual({});
});

test('with the name alone larger commands open a form, and what is filled in is taken by the same command', async () => {
  const form = await bed.ask(admin, 'agent set U7');
  expect(form).toMatchObject({ kind: 'form', form: { action: 'command', value: 'agent set U7' } });
  const fields = { name: 'Cy', skills: 'billing, tax', languages: 'en', more: 'seniority=0.4 capacity=3' };
  expect(await say('agent set U7', { fields })).toContain('→');
  expect(bed.live.current().desk.agents['U7']).toMatchObject({
    name: 'Cy',
    skills: ['billing', 'tax'],
    seniority: 0.4,
    capacity: 3,
  });
  expect(await bed.ask(admin, 'hours set default')).toMatchObject({
    kind: 'form',
    form: { value: 'hours set default' },
  });
  await say('hours set default', {
    fields: { days: 'mon-fri 9-17\nsat 10-14', zone: 'UTC', holidays: '2026-12-25' },
  });
  expect(bed.live.current().desk.hours['default']).toMatchObject({
    holidays: ['2026-12-25'],
    week: { sat: [{ from: 600, to: 840 }] },
  });
  expect(await bed.ask(admin, 'text set customer.help')).toMatchObject({
    kind: 'form',
    form: { value: 'text set customer.help' },
  });
  await say('text set customer.help', { fields: { text: 'Hi!', language: 'fr' } });
  expect(bed.live.current().texts['fr']?.['customer.help']).toBe('Hi!');
  for (const words of ['agent set U7', 'hours set default', 'text set customer.help', 'kb add']) {
    const answer = await bed.ask(admin, words);
    if (answer.kind !== 'form') throw new Error(`${words} opens no form`);
    expect(answer.form.fields.length).toBeLessThanOrEqual(5);
    expect(answer.form.title.length).toBeLessThanOrEqual(24);
    for (const field of answer.form.fields) {
      expect(field.label.length).toBeLessThanOrEqual(45);
      if (field.kind === 'text') expect((field.initial ?? '').length).toBeLessThanOrEqual(field.max);
    }
  }
});

test('what a form adds to a command is shown to everybody where the command was to be', async () => {
  const form = await bed.ask(admin, 'text set customer.help --here');
  if (form.kind !== 'form') throw new Error('it opens no form');
  const fields = { text: 'Hello', language: 'en' };
  expect(await bed.ask(admin, form.form.value, { fields })).toMatchObject({ kind: 'answer', here: true });
  const empty = await bed.ask(admin, form.form.value, { fields: { ...fields, text: ' ' } });
  expect(empty).toMatchObject({ kind: 'answer', here: false });
});

test('a change of the policy is tried on the latest conversations, and changes nothing', async () => {
  const { customerMessage } = await import('../../support/events.ts');
  const thread = { platform: 'loop', workspace: 'test', channel: 'help', thread: 'try' };
  await bed.intake.accept(customerMessage('My lawyer will sue you over this breach of contract', { thread }));
  await bed.app.idle();
  const before = JSON.stringify(bed.live.current().policy);
  expect(await say('policy try weights.category 0')).toMatch(
    /latest 1 conversation.*brought in 1 → 0; 1 would/,
  );
  expect(JSON.stringify(bed.live.current().policy)).toBe(before);
  expect(await say('policy try escalate_at 7')).toMatch(/allowed/);
  expect(await say('policy try escalat_at 0.5')).toMatch(/Did you mean `escalate_at`/);
  expect(await bed.say(agent, 'policy show')).toContain('escalate_at');
  expect(await bed.say(agent, 'trigger list')).toContain('negative_sentiment');
});
