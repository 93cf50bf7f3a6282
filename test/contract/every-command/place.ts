import type { Who } from '../../../src/admin/command/definition.ts';
import type { CommandAnswer } from '../../../src/channels/command.ts';
import type { Person, ThreadRef } from '../../../src/channels/refs.ts';
import { type CommandBed, openCommandBed } from '../../admin/commands/command-bed.ts';
import { customerCommand, customerMessage } from '../../support/events.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { startTestStore } from '../../support/test-store.ts';
import type { AskerBed, AskerDescriptor } from '../asker.ts';
import { mortalStore } from './mortal-store.ts';
import { missing, wordsIn, wordsOf } from './words.ts';

const articles = [{ id: 'billing/refunds', title: 'Refunds', text: 'Refunds take five days.' }];
/** An admin who sets things up beforehand. */
const operator = { id: 'operator', name: 'The operator' };

/** What came of a command. */
export interface Came {
  answer: CommandAnswer;
  /** What they alone were told, without marks of formatting. */
  alone: string;
  /** What everybody in the place sees of it. */
  byAll: string;
  /** What stands above a form that stayed. */
  complaint?: string;
}

/** A place of a platform with the commands themselves behind it, on a store of its own. */
export interface CommandPlace extends AskerBed {
  baton: CommandBed;
  /** The one who asks is from now on somebody who may give commands for these, and no others. */
  become(who: Who): Promise<void>;
  /** An admin gives a command in the same place, over no platform. */
  operate(words: string): Promise<void>;
  /** The one who asks types a command. */
  type(words: string): Promise<Came>;
  /** They say it to the bot without a mark. */
  say(words: string): Promise<Came>;
  /** They fill in the form that stands before them. */
  fillIn(values: readonly (string | undefined)[]): Promise<Came>;
  /** They have one conversation in the place where they type, with the assistant, and no other. */
  converse(): Promise<void>;
  /** Everything that is stored. */
  stored(): Promise<string>;
  /** The database answers no more, or again. */
  die(isDead: boolean): void;
}

/** Opens it; the one who asks is a customer. */
export async function openPlace(descriptor: AskerDescriptor): Promise<CommandPlace> {
  const clock = new ManualClock();
  const server = await startTestStore();
  const bed = await descriptor.start(clock);
  let [isAgent, dead] = [false, false];
  const here = await whereTheyType(bed);
  const deskOfCommands = {
    platform: bed.platform,
    channel: bed.desk?.channel ?? { ...here, channel: 'the-desk', thread: null },
    isMember: async (id: string) => isAgent && ((await bed.desk?.isMember(id)) ?? id === bed.asker.person.id),
  };
  const baton = await openCommandBed({
    ...{ uri: server.uri, articles, clock, alsoFor: bed.platform, deskOfCommands },
    around: (store) => mortalStore(store, () => dead),
  });
  const { live } = baton;
  const by = { ...operator, platform: here.platform, workspace: here.workspace };
  await live.set('admin.workspace_admins', 'off', by);
  let answering: Promise<CommandAnswer> | undefined;
  bed.intake.answerTo = (call) => {
    answering = baton.commands.command(call);
    return answering;
  };
  bed.intake.completionsFor = (ask) => baton.commands.complete(ask);
  let conversations = 0;
  const watched = watching(bed);
  await watched.begin();
  const came = (act: () => Promise<unknown>) => watched.cameOf(act, () => answering);

  return {
    ...bed,
    baton,
    die(isDead) {
      dead = isDead;
    },
    async become(who) {
      isAgent = who === 'agent';
      const admins = who === 'admin' ? [operator.id, bed.asker.person.id] : [operator.id];
      await live.set('admin.people', admins, by);
    },
    async operate(words) {
      const [name = '', ...rest] = words.split(' ');
      const call = customerCommand(name, rest.join(' '), { ...by, thread: here, author: operator });
      const standing = { admin: false, groups: [] };
      await baton.commands.command({ ...call, channel: here.channel, standing });
    },
    type: (words) => came(() => bed.asker.command(words)),
    say: (words) => came(async () => bed.asker.say?.(words)),
    fillIn: (values) => came(() => bed.asker.send(values)),
    async converse() {
      conversations += 1;
      clock.advance(1_000);
      await converse(baton, clock, { ...here, thread: `talk-${conversations}` }, bed.asker.person);
    },
    stored: () => storedIn(baton),
    async stop() {
      await bed.stop();
      await baton.stop();
      await server.stop();
    },
  };
}

async function converse(
  { app, store, intake }: CommandBed,
  clock: ManualClock,
  thread: ThreadRef,
  author: Person,
): Promise<void> {
  const { db } = store.audit.model.db;
  await app.idle();
  for (const name of ['conversations', 'escalations']) await db?.collection(name).deleteMany({});
  const at = clock.now().toISOString();
  const id = String(thread.thread);
  await intake.accept({ ...customerMessage('How do I export?', { thread, at, author }), id });
  await app.idle();
}

async function storedIn({ app, store, live }: CommandBed): Promise<string> {
  await app.idle();
  const all = (await store.audit.model.db.db?.collections()) ?? [];
  const kept = all.filter(({ collectionName }) => !PASSING.has(collectionName));
  const held = kept.map(async (one) => [one.collectionName, await one.find().sort({ _id: 1 }).toArray()]);
  const inForce = live.show().map(({ path, value }) => [path, value]);
  return JSON.stringify([inForce, (await Promise.all(held)).sort()]);
}

/** What processes note of themselves, whatever anybody types. */
const PASSING = new Set(['leases', 'health']);

/** The channel that a command typed by them comes from. */
async function whereTheyType({ intake, asker }: AskerBed): Promise<ThreadRef> {
  await asker.command('help');
  await intake.until(() => intake.calls.length === 1);
  const [call] = intake.calls;
  if (!call) throw new Error('no command arrived');
  const { platform, workspace, channel } = call;
  return { platform, workspace, channel, thread: null };
}

/**
 * Does things that lead to commands, and waits until all that is said of one has arrived. What comes later than that, and
 * more, is found with the next one.
 */
function watching({ asker, intake }: AskerBed) {
  let [told, seen] = [0, 0];
  let leak: { after: number; found: Promise<unknown> } | undefined;

  /** Others see what they are not meant to; waiting for what does not come then would have no end. */
  function leaked(): Promise<unknown> {
    if (leak?.after !== seen) {
      const after = seen;
      const never = new Promise(() => undefined);
      leak = { after, found: asker.seenByOthers(after + 1).then(({ length }) => length > after || never) };
    }
    return leak.found;
  }
  /** All has come, or as much as ought to: what is wrong with it is for the test to say. */
  async function whole(of: (least: number) => Promise<string[]>, before: number, wanted: string[]) {
    for (let least = before + 1; ; least += 1) {
      const all = await of(least);
      const words = wordsIn(all.slice(before).join('\n'));
      const enough = missing(wanted, words) === undefined || words.length >= wanted.length;
      if (enough || all.length < least) return all;
    }
  }

  return {
    async begin(): Promise<void> {
      [told, seen] = [(await asker.told(0)).length, (await asker.seenByOthers(0)).length];
    },
    async cameOf(
      act: () => Promise<unknown>,
      answering: () => Promise<CommandAnswer> | undefined,
    ): Promise<Came> {
      const [calls, events] = [intake.calls.length, intake.handedIn];
      const complaint = await act();
      await intake.until(() => intake.calls.length > calls || intake.handedIn > events);
      if (intake.calls.length === calls) throw new Error('it was taken for a message, not for a command');
      const answer = await answering();
      if (!answer) throw new Error('nothing answers commands');
      const wanted = wantedOf(answer);
      const here = answer.kind === 'answer' && answer.here;
      const nothing = wanted.length === 0;
      const byAll = here ? await whole(asker.seenByOthers, seen, wanted) : undefined;
      if (!here && !nothing) await Promise.race([whole(asker.told, told, wanted), leaked()]);
      const alone = await asker.told(0);
      const all = byAll ?? (await asker.seenByOthers(0));
      const came = { alone: alone.slice(told).join('\n'), byAll: all.slice(seen).join('\n') };
      [told, seen] = [alone.length, all.length];
      return { answer, ...came, ...(typeof complaint === 'string' ? { complaint } : {}) };
    },
  };
}

/** What an answer says, as words. */
export function wantedOf(answer: CommandAnswer): string[] {
  if (answer.kind !== 'answer') return [];
  if (answer.content.kind === 'text') return wordsOf(answer.content.text);
  const { title, status, fields, sections } = answer.content.card;
  const parts = fields.flatMap(({ label, value }) => [label, value]);
  return [title, status, ...parts, ...sections.flatMap((one) => [one.heading ?? '', one.text])].flatMap(
    wordsOf,
  );
}
