import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMAND_FORM, type CommandAnswer } from '../../src/channels/command.ts';
import type { Card } from '../../src/channels/content.ts';
import { ManualClock } from '../support/manual-clock.ts';
import type { Asker, AskerBed } from './asker.ts';
import { askers } from './askers.ts';

const said = (text: string, here = false): CommandAnswer => ({
  kind: 'answer',
  content: { kind: 'text', text },
  here,
});

describe.each(askers)('commands, for $name', ({ start, namesSubmit, promotes, here }) => {
  let bed: AskerBed;
  let asker: Asker;
  beforeEach(async () => {
    bed = await start(new ManualClock());
    asker = bed.asker;
  });
  afterEach(() => bed.stop());

  it('what is typed comes with who typed it, where and when, word by word', async () => {
    await asker.command('Trigger  set *no_grounding* off');
    await bed.intake.until(() => bed.intake.calls.length === 1);
    const [call] = bed.intake.calls;
    expect(call).toMatchObject({
      ...{ kind: 'customer.command', platform: bed.platform, author: asker.person, command: 'trigger' },
      standing: { admin: expect.any(Boolean), groups: expect.any(Array) },
    });
    expect(call?.args.split(/\s+/)).toEqual(['set', '*no_grounding*', 'off']);
    expect(call?.fields).toBeUndefined();
    expect(call?.channel).not.toBe('');
    expect(call?.id.length).toBeLessThanOrEqual(200);
    expect(new Date(call?.at ?? '').toISOString()).toBe(call?.at);
    expect(bed.intake.events).toEqual([]);
  });

  it('no word at all asks for help', async () => {
    await asker.command('');
    await bed.intake.until(() => bed.intake.calls.length === 1);
    expect(bed.intake.calls).toMatchObject([{ command: 'help', args: '' }]);
  });

  it('typed twice is two calls, for each has an id of its own', async () => {
    await asker.command('status');
    await asker.command('status');
    await bed.intake.until(() => bed.intake.calls.length === 2);
    expect(new Set(bed.intake.calls.map(({ id }) => id)).size).toBe(2);
  });

  it('an answer is seen by the one who typed it, and by nobody else', async () => {
    const before = (await asker.seenByOthers(0)).length;
    bed.intake.answerTo = async () => said('Two are **waiting**.');
    await asker.command('queue');
    expect((await asker.told(1)).join('\n')).toContain('Two are waiting.');
    expect(await asker.seenByOthers(0)).toHaveLength(before);
  });

  if (here) {
    it('an answer for everybody is seen by everybody in the place', async () => {
      const before = (await asker.seenByOthers(0)).length;
      bed.intake.answerTo = async () => said('Two are **waiting**.', true);
      await asker.command('queue --here');
      expect((await asker.seenByOthers(before + 1)).join('\n')).toContain('Two are waiting.');
    });
  }

  it('a card is shown as one: its title, its fields and its sections', async () => {
    const card: Card = {
      ...{ title: 'The queue', state: 'waiting', status: 'Two are waiting', buttons: [] },
      fields: [{ label: 'Longest', value: '12 minutes' }],
      sections: [{ heading: 'First', text: 'How do I **export**?' }],
    };
    bed.intake.answerTo = async () => ({ kind: 'answer', content: { kind: 'card', card }, here: false });
    await asker.command('queue');
    const told = (await asker.told(1)).join('\n');
    for (const words of ['The queue', 'Two are waiting', 'Longest', '12 minutes', 'How do I export?'])
      expect(told).toContain(words);
  });

  it('a long answer comes in order, as far as the platform takes it', async () => {
    const lines = Array.from({ length: 250 }, (_, n) => `Line ${n}. ${'word '.repeat(9)}`);
    bed.intake.answerTo = async () => said(lines.join('\n\n'));
    await asker.command('config show');
    await asker.told(1);
    const numbers = async () =>
      [...(await asker.told(1)).join('\n').matchAll(/Line (\d+)\./g)].map(([, n]) => Number(n));
    // The last of several parts has arrived when the next thing has been told.
    bed.intake.answerTo = async () => said('The end');
    const parts = (await asker.told(1)).length;
    await asker.command('status');
    await asker.told(parts + 1);
    const seen = await numbers();
    expect(seen.length).toBeGreaterThan(50);
    expect(seen).toEqual(lines.slice(0, seen.length).map((_, n) => n));
  });

  it('one that was handed in as an event says nothing by itself', async () => {
    bed.intake.answerTo = async () => ({ kind: 'taken' });
    const before = (await asker.seenByOthers(0)).length;
    await asker.command('human');
    await bed.intake.until(() => bed.intake.calls.length === 1);
    bed.intake.answerTo = async () => said('Last words');
    await asker.command('status');
    expect((await asker.told(1)).join('\n')).toContain('Last words');
    expect(await asker.told(1)).toHaveLength(1);
    expect(await asker.seenByOthers(0)).toHaveLength(before);
  });

  it('one that asks for more shows a form, and what is filled in is another call', async () => {
    bed.intake.answerTo = async ({ fields }) =>
      fields
        ? said(`${fields['name']} is taken on.`)
        : {
            kind: 'form',
            form: {
              ...{ action: COMMAND_FORM, value: 'agent add', title: 'A new agent', submit: 'Add' },
              fields: [{ id: 'name', label: 'Name', kind: 'text', max: 80 }],
            },
          };
    await asker.command('agent add');
    const { title, submit } = await asker.form();
    expect(title).toBe('A new agent');
    if (namesSubmit) expect(submit).toBe('Add');
    await asker.send(['Second agent']);
    expect((await asker.told(1)).join('\n')).toContain('Second agent is taken on.');
    const [first, second] = bed.intake.calls;
    expect(second).toMatchObject({ command: 'agent', args: 'add', fields: { name: 'Second agent' } });
    expect(second?.author).toEqual(first?.author);
    expect(second?.thread).toEqual(first?.thread);
    expect(second?.channel).toBe(first?.channel);
    expect(second?.id).not.toBe(first?.id);
    expect(asker.seesForm()).toBe(false);
  });

  it('one that takes its time is acknowledged, and answered when the answer is there', async () => {
    let answer: (late: CommandAnswer) => void = () => {};
    bed.intake.answerTo = () => new Promise((late) => (answer = late));
    const typed = asker.command('report --since 30d');
    await bed.intake.until(() => bed.intake.calls.length === 1);
    bed.clock.advance?.(asker.commandMs);
    answer(said('Here it is.'));
    await typed;
    expect((await asker.told(1)).join('\n')).toContain('Here it is.');
  });

  it('one that did not work is told of to the one who typed it, with what to do', async () => {
    bed.intake.answerTo = async () => {
      throw new Error('the store is away');
    };
    const before = (await asker.seenByOthers(0)).length;
    await asker.command('queue');
    const told = (await asker.told(1)).join('\n');
    expect(told).toMatch(/again/);
    expect(told).not.toContain('store');
    expect(await asker.seenByOthers(0)).toHaveLength(before);
  });

  it('a form of a command that did not work says so, to the one who sent it', async () => {
    bed.intake.answerTo = async ({ fields }) => {
      if (fields) throw new Error('the store is away');
      return {
        kind: 'form',
        form: {
          ...{ action: COMMAND_FORM, value: 'agent add', title: 'A new agent', submit: 'Add' },
          fields: [{ id: 'name', label: 'Name', kind: 'text', max: 80 }],
        },
      };
    };
    await asker.command('agent add');
    await asker.form();
    const complaint = await asker.send(['Second agent']);
    expect(complaint ?? (await asker.told(1)).join('\n')).toMatch(/again/);
  });

  if (promotes) {
    it('what the platform says of their rights comes with the call', async () => {
      await asker.command('status');
      await bed.intake.until(() => bed.intake.calls.length === 1);
      expect(bed.intake.calls[0]?.standing.admin).toBe(false);
      await asker.promote?.();
      await asker.command('status');
      await bed.intake.until(() => bed.intake.calls.length === 2);
      expect(bed.intake.calls[1]?.standing.admin).toBe(true);
    });
  }
});
