import { code } from '../command/show.ts';
import { wordsOf } from '../command/words.ts';

/** An agent as written in the settings. */
export interface WrittenAgent {
  name?: string;
  skills?: readonly string[];
  languages?: readonly string[];
  seniority?: number;
  capacity?: number;
  hours?: string;
}

const LISTS: Readonly<Record<string, 'skills' | 'languages'>> = {
  skill: 'skills',
  skills: 'skills',
  language: 'languages',
  languages: 'languages',
};
const CHANGE = /^([a-z]+)([+\-=:])(.*)$/su;

/** The agent after changes such as `skill+billing` and what a form says; settings check the values. Pure. */
export function agentAfter(
  before: WrittenAgent,
  changes: readonly string[],
  fields: Readonly<Record<string, string>>,
): { agent: WrittenAgent } | { problem: string } {
  const { more = '', ...filled } = fields;
  let agent: WrittenAgent = { ...before };
  for (const key of ['name', 'skills', 'languages'] as const) {
    if (!Object.hasOwn(filled, key)) continue;
    agent = withValue(agent, key, filled[key] ?? '');
  }
  // A form shows all there is, so what is not in it any more is taken out.
  if (Object.hasOwn(fields, 'more')) agent = without(agent, ['seniority', 'capacity', 'hours']);
  for (const word of [...changes, ...wordsOf(more).map(({ text }) => text)]) {
    const [, key = '', sign = '', value = ''] = CHANGE.exec(word) ?? [];
    const listed = Object.hasOwn(LISTS, key) ? LISTS[key] : undefined;
    if (listed && sign !== '=' && sign !== ':' && value !== '')
      agent = withListed(agent, listed, sign, value);
    else if (listed && sign !== '+' && sign !== '-') agent = withValue(agent, listed, value);
    else if (isSingle(key) && (sign === '=' || sign === ':')) agent = withValue(agent, key, value);
    else
      return {
        problem: `${code(word)} is no change. Write skill+NAME, skill-NAME, language+de, seniority=0.7, capacity=5, hours=NAME or name="…".`,
      };
  }
  return { agent };
}

function isSingle(key: string): key is 'name' | 'seniority' | 'capacity' | 'hours' {
  return key === 'name' || key === 'seniority' || key === 'capacity' || key === 'hours';
}

function withListed(
  agent: WrittenAgent,
  key: 'skills' | 'languages',
  sign: string,
  value: string,
): WrittenAgent {
  const names = value
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  const kept = (agent[key] ?? []).filter((one) => !names.includes(one));
  return { ...agent, [key]: sign === '+' ? [...kept, ...names] : kept };
}

/** Sets a value; an empty one takes it out. What is no number stays text, which the settings refuse with what is allowed. */
function withValue(agent: WrittenAgent, key: keyof WrittenAgent, text: string): WrittenAgent {
  const value = text.trim();
  if (key === 'skills' || key === 'languages') return { ...agent, [key]: [...new Set(listOf(value))] };
  if (value === '') return without(agent, [key]);
  const number = key === 'seniority' || key === 'capacity' ? Number(value) : Number.NaN;
  return { ...agent, [key]: Number.isNaN(number) ? value : number };
}

function listOf(value: string): string[] {
  return value
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
}

function without(agent: WrittenAgent, keys: readonly (keyof WrittenAgent)[]): WrittenAgent {
  const left = Object.entries(agent).filter(([key]) => !keys.some((one) => one === key));
  return Object.fromEntries(left) as WrittenAgent;
}
