import { type VariableName, variableOf, variables } from '../../platform/config/variables.ts';
import type { Check } from './asker.ts';
import type { Setup } from './setup.ts';

/** A variable to ask for. */
export interface Asked {
  name: VariableName;
  message: string;
}

/**
 * Asks for a variable, and again until the answer has the shape that it must have. `last`: what was answered before; a
 * secret is shown by its last 4 characters only.
 */
export async function askVariable(
  { asker, draft }: Setup,
  { name, message }: Asked,
  last?: string,
): Promise<string> {
  const now = last ?? draft.value(name);
  const fits = now !== undefined && problemOf(name, now) === undefined;
  const check: Check = (answer) => problemOf(name, answer);
  if (!variables[name].secret) return asker.text({ name, message, check, ...(fits ? { initial: now } : {}) });
  const kept =
    last === undefined ? `now ${hintOf(now ?? '')}; Enter keeps it` : `Enter tries ${hintOf(last)} again`;
  const answer = await asker.secret({ name, message, check, ...(fits ? { kept } : {}) });
  return answer === '' && fits ? now : answer;
}

function problemOf(name: VariableName, value: string): string | undefined {
  const { schema, allowed } = variables[name];
  if (schema.safeParse(value).success) return undefined;
  const meant = variableOf(value);
  const hint = meant && meant !== name ? ` What you gave looks like ${meant}.` : '';
  return `That is not ${allowed}.${hint}`;
}

function hintOf(secret: string): string {
  return `…${secret.slice(-4)}`;
}
