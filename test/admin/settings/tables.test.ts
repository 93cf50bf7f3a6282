import { afterEach, beforeEach, expect, test } from 'vitest';
import { ada, bo, type SettingsBed, type SettingsBeds, startBeds } from './settings-bed.ts';

const file = `desk:
  agents:
    U1: { skills: [billing], seniority: 0.2 }
    U2: { languages: [de] }
`;
let beds: SettingsBeds;
let settings: SettingsBed['settings'];

beforeEach(async () => {
  beds = await startBeds();
  ({ settings } = await beds.bed({ file }));
});

afterEach(() => beds.stop());

const agents = () => settings.current().desk.agents;

test('one value of a row is changed, and the others stay as the file has them', async () => {
  const set = await settings.set('desk.agents.U1.skills', 'billing, api', ada);
  expect(set).toMatchObject({ from: ['billing'], to: ['billing', 'api'], effective: ['billing', 'api'] });
  expect(agents()['U1']).toMatchObject({ skills: ['billing', 'api'], seniority: 0.2 });
  expect(agents()['U2']).toMatchObject({ languages: ['de'] });
});

test('a person whom the file does not know is added by one value', async () => {
  await settings.set('desk.agents.U3.capacity', '4', ada);
  expect(agents()['U3']).toMatchObject({ capacity: 4, skills: [] });
});

test('null takes a person out whom the file has, and undo brings them back', async () => {
  await settings.set('desk.agents.U2', null, ada);
  expect(Object.keys(agents())).toEqual(['U1']);
  await settings.undo(bo);
  expect(Object.keys(agents())).toEqual(['U1', 'U2']);
});

test('a whole row takes the place of the values set in it before, and undo brings both back', async () => {
  await settings.set('desk.agents.U1.skills', 'api', ada);
  await settings.set('desk.agents.U1', { languages: ['fr'] }, bo);
  expect(agents()['U1']).toMatchObject({ skills: [], languages: ['fr'], seniority: 0.5 });
  await settings.undo(bo);
  expect(agents()['U1']).toMatchObject({ skills: ['api'], seniority: 0.2 });
});

test('a value set in a row that was taken out begins a row of its own', async () => {
  await settings.set('desk.agents.U1', null, ada);
  await settings.set('desk.agents.U1.languages', 'es', ada);
  expect(agents()['U1']).toMatchObject({ skills: [], languages: ['es'], seniority: 0.5 });
});

test('where each part of a table comes from is shown', async () => {
  await settings.set('desk.agents.U1.skills', 'api', ada);
  const shown = settings.show('desk.agents').map(({ path, value, source }) => [path, value, source.from]);
  expect(shown).toEqual([
    ['desk.agents', { U1: { skills: ['api'], seniority: 0.2 }, U2: { languages: ['de'] } }, 'file'],
    ['desk.agents.U1.skills', ['api'], 'command'],
  ]);
  expect(settings.show('desk.agents.U1.seniority')).toMatchObject([{ value: 0.2, source: { from: 'file' } }]);
});

test('keys of tables may hold dots, and what the database has a meaning for', async () => {
  await settings.set('assistant.mode_places.19:abc@thread.tacv2', 'draft', ada);
  await settings.set('desk.agents.a.b.skills', 'api', ada);
  await settings.set('policy.places.$where.x', 'billing', ada);
  const { assistant, desk, policy } = settings.current();
  expect(assistant.mode_places).toEqual({ '19:abc@thread.tacv2': 'draft' });
  expect(desk.agents['a.b']?.skills).toEqual(['api']);
  expect(policy.places).toEqual({ '$where.x': 'billing' });
});

test('the rule of a category is changed without its examples', async () => {
  const before = settings.current().policy.categories['billing'];
  await settings.set('policy.categories.billing.rule', 'escalate', ada);
  expect(settings.current().policy.categories['billing']).toEqual({ ...before, rule: 'escalate' });
});

test('words of a text are replaced in one language, and two texts of it are undone one by one', async () => {
  await settings.set('texts.en.customer.help', 'Ask me anything.', ada);
  await settings.set('texts.en.customer.abstain', 'No idea.', bo);
  await settings.undo(ada, 1);
  expect(settings.current().texts).toEqual({ en: { 'customer.abstain': 'No idea.' } });
});
