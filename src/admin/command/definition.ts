import type { z } from 'zod';
import type { Card } from '../../channels/content.ts';
import type { Form } from '../../channels/form.ts';
import type { CommandContext } from './context.ts';

/** Who may give a command: everybody, those who work at the desk, or those who set Baton up. */
export type Who = 'anyone' | 'agent' | 'admin';

/** One word of a command, or with `rest` all words that are left. */
export interface Argument<T = unknown> {
  about: string;
  /** What may stand there, in words. */
  allowed: string;
  /** Checks what was typed; may be left out where it takes `undefined`. */
  schema: z.ZodType<T>;
  rest?: true;
  /** With `rest`: the words come as a list, each as it was typed. */
  words?: true;
  /** What could stand there. `before`: the arguments before it, as typed. */
  complete?(context: CommandContext, before: readonly string[]): Promise<Choice[]> | Choice[];
}

/** A value that an argument may have, and what it means. */
export interface Choice {
  value: string;
  label?: string;
}

/** What a command leads to. Texts are Markdown. */
export type Result =
  | { say: string /** For scripts. */; data?: unknown }
  /** It could not be done; nothing has changed. */
  | { refuse: string }
  | { card: Card; data?: unknown }
  | { form: Form }
  /** It was handed in as an event; what there is to say comes by the road. */
  | { taken: string };

type Arguments = Readonly<Record<string, Argument>>;
type Values<A> = { readonly [K in keyof A]: A[K] extends Argument<infer T> ? T : never };

interface Definition<A extends Arguments, F extends Arguments> {
  /** One word, or two: `config set`. */
  name: string;
  /** Other names for it. */
  aliases?: readonly string[];
  /** One line. */
  about: string;
  who: Who;
  /** What it needs a conversation or a person of a platform for, so that it works in chat alone. */
  chat?: true;
  arguments?: A;
  /** By the name that follows `--`. One whose schema takes `true` needs no value. */
  flags?: F;
  examples: readonly string[];
  run(args: Values<A> & Partial<Values<F>>, context: CommandContext): Promise<Result> | Result;
}

/** A command, as the loop that reads the list of them sees it. */
export interface Command extends Omit<Definition<Arguments, Arguments>, 'run' | 'arguments' | 'flags'> {
  arguments: Arguments;
  flags: Arguments;
  run(args: Readonly<Record<string, unknown>>, context: CommandContext): Promise<Result> | Result;
}

/** Defines a command; what `run` gets has the types that the arguments say. */
export function command<
  A extends Arguments = Record<never, never>,
  F extends Arguments = Record<never, never>,
>({ arguments: args, flags, run, ...rest }: Definition<A, F>): Command {
  // What is read by a command's own schemas has the types that they give.
  const typed = run as unknown as Command['run'];
  return { ...rest, arguments: args ?? {}, flags: flags ?? {}, run: typed };
}

/** Whether an argument may be left out. */
export function isOptional({ schema }: Argument): boolean {
  return schema.safeParse(undefined).success;
}
