import type { CommandAnswer, CommandCall, Completion, CompletionAsk } from '../../src/channels/command.ts';
import type { FormAnswer, FormAsk } from '../../src/channels/form.ts';

/** What an intake of a test says to those who ask for a form or type a command, and what it was asked. */
export class Answering {
  readonly asked: FormAsk[] = [];
  readonly calls: CommandCall[] = [];
  readonly typed: CompletionAsk[] = [];
  /** Rejects, as where nothing can be read. */
  formFor: (ask: FormAsk) => Promise<FormAnswer> = async () => ({ kind: 'refused', text: 'No such form.' });
  answerTo: (call: CommandCall) => Promise<CommandAnswer> = async () => ({ kind: 'taken' });
  completions: Completion[] = [];
  completionsFor: (ask: CompletionAsk) => Promise<Completion[]> = async () => this.completions;

  form(ask: FormAsk): Promise<FormAnswer> {
    this.asked.push(ask);
    return this.formFor(ask);
  }

  command(call: CommandCall): Promise<CommandAnswer> {
    this.calls.push(call);
    return this.answerTo(call);
  }

  complete(ask: CompletionAsk): Promise<Completion[]> {
    this.typed.push(ask);
    return this.completionsFor(ask);
  }
}
