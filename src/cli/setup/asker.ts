/** How something is said: by the way, that it is well, or that something is to be mended. */
export type Tone = 'info' | 'good' | 'wrong';

/** A question of `baton setup`. */
export interface Question {
  /** What its answer goes by where nobody can be asked: a variable, or a flag of the command. */
  name: string;
  message: string;
}

export interface Option<T extends string> {
  value: T;
  label: string;
  hint?: string;
}

/** What is wrong with an answer, in words; undefined where nothing is. */
export type Check = (answer: string) => string | undefined;

/** Whoever answers the questions of `baton setup`. Every question throws `SetupStopped` where it is broken off. */
export interface Asker {
  step(title: string): void;
  say(words: string, tone?: Tone): void;
  /** The answer is trimmed; with nothing typed it is `initial`. */
  text(question: Question & { initial?: string; check?: Check }): Promise<string>;
  /** Like `text`, but never shown. `kept`: what an empty answer keeps, in words. */
  secret(question: Question & { kept?: string; check?: Check }): Promise<string>;
  choice<T extends string>(question: Question & { options: Option<T>[]; initial?: T }): Promise<T>;
  /** Any number of them, also none. */
  choices<T extends string>(question: Question & { options: Option<T>[]; initial: T[] }): Promise<T[]>;
  confirm(question: Question & { initial: boolean }): Promise<boolean>;
}

/** The one who answers has broken off (Ctrl+C). */
export class SetupStopped extends Error {
  constructor() {
    super('setup was stopped');
    this.name = 'SetupStopped';
  }
}
