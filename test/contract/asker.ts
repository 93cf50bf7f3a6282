import type { AgentDesk } from '../../src/channels/adapter.ts';
import type { Button } from '../../src/channels/content.ts';
import type { PostRef, ThreadRef } from '../../src/channels/refs.ts';
import type { BedClock, ContractIntake } from './bed.ts';

/** One thing that a form asks for, as a person sees it: without marks of formatting. */
export interface ShownField {
  label: string;
  /** Empty where there is none. */
  hint: string;
  /** What stands in it; of a choice, the label of what is chosen. */
  value: string;
  /** Labels of a choice, in order; none for a text. */
  options: string[];
}

/** A form as a person sees it. */
export interface ShownForm {
  title: string;
  intro: string;
  fields: ShownField[];
  submit: string;
}

/** How a command could go on: what they see of it, and what is typed where they choose it. */
export interface Offered {
  shown: string;
  typed: string;
}

/** Somebody who opens forms and types commands in a place where others are, too. */
export interface Asker {
  person: { id: string; name: string };
  /** By then the adapter has given up waiting for a form, and says so; milliseconds of the bed's clock. */
  patienceMs: number;
  /** By then a command is acknowledged, whatever its answer does; milliseconds of the bed's clock. */
  commandMs: number;
  /** Presses a button that opens a form. Resolves when the platform is done with the press; a form may come later. */
  press(post: PostRef, label: string): Promise<void>;
  /** Types `/baton` and these words. Resolves when the platform is done with that; an answer may come later. */
  command(words: string): Promise<void>;
  /** Says these words to the bot, without any mark, where commands are given so too. */
  say?(words: string): Promise<void>;
  /** What they are offered while they type, where the platform completes commands; each takes the place of all they typed. */
  offered?(words: string): Promise<Offered[]>;
  /** The form that they see; waits for it. */
  form(): Promise<ShownForm>;
  /** Whether a form stands before them now. */
  seesForm(): boolean;
  /**
   * Fills in the form and sends it: one entry for each field, in order; undefined leaves it as it is, and a choice is made
   * by its label. Gives the complaint that they are shown in a form that stays; undefined where it closed.
   */
  send(values: readonly (string | undefined)[]): Promise<string | undefined>;
  /** Closes the form without sending it. */
  cancel(): Promise<void>;
  /** What they alone were told, without marks of formatting; waits until it is so many at least. */
  told(least: number): Promise<string[]>;
  /** What others in the place see of us, without marks of formatting; waits until it is so many at least. */
  seenByOthers(least: number): Promise<string[]>;
  /** The platform makes them an administrator of the workspace. */
  promote?(): Promise<void>;
}

/** A place where somebody asks; the adapter is connected. */
export interface AskerBed {
  intake: ContractIntake;
  clock: BedClock;
  platform: string;
  side: 'customer' | 'desk';
  asker: Asker;
  /** Where the asker works, at a desk. */
  desk?: AgentDesk;
  /** Posts a button where the asker sees it. `thread`: what events of a press there tell. */
  offer(button: Button): Promise<{ post: PostRef; thread: ThreadRef }>;
  stop(): Promise<void>;
}

/** What a platform's forms and commands can do at all. */
export interface AskOffers {
  /** A form that could not be taken stays, with what was typed; else they are told, and open it again. */
  keepsForms: boolean;
  /** The words on the button that sends a form are ours. */
  namesSubmit: boolean;
  /** The platform tells who is an administrator. */
  promotes: boolean;
  /** An answer can be shown to everybody in the place. */
  here: boolean;
  /** Offers how a command could go on, while it is typed. */
  completes: boolean;
  /** Commands need no mark where the bot is spoken to. */
  spoken: boolean;
}

export interface AskerDescriptor extends AskOffers {
  name: string;
  start(clock: BedClock): Promise<AskerBed>;
}
