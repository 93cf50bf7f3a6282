import { z } from 'zod';
import type { Tool, ToolCall } from './model.ts';

/** What the model may do besides answering. The order never changes, so that prompts begin alike. */
export const BASE_TOOLS = {
  search: {
    name: 'search',
    description:
      'Search the help articles again with other words. Gives further passages with their numbers.',
    parameters: z.object({ query: z.string().min(1).max(300) }),
  },
  ask_customer: {
    name: 'ask_customer',
    description:
      'Ask the customer one short question, where the answer depends on it and they have not said it.',
    parameters: z.object({ question: z.string().min(3).max(400) }),
  },
  hand_over: {
    name: 'hand_over',
    description:
      'Say that a person is needed: the articles do not answer, or the issue is not for an assistant.',
    parameters: z.object({ reason: z.string().min(3).max(300) }),
  },
} as const satisfies Record<string, Tool>;

/** The arguments of a call, or what is wrong with them, in words for the model. */
export function argumentsOf<T extends z.ZodObject>(
  call: ToolCall,
  parameters: T,
): { ok: true; value: z.infer<T> } | { ok: false; problem: string } {
  let written: unknown;
  try {
    written = JSON.parse(call.arguments || '{}');
  } catch {
    return { ok: false, problem: 'The arguments are no JSON. Call again with valid JSON, or answer.' };
  }
  const parsed = parameters.safeParse(written);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'arguments';
  return {
    ok: false,
    problem: `Wrong arguments: ${where}: ${issue?.message}. Call again with the right ones, or answer.`,
  };
}
