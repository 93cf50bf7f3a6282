import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMAND_FORM } from '../../src/channels/command.ts';
import { type Form, type FormAnswer, formButton } from '../../src/channels/form.ts';
import { ManualClock } from '../support/manual-clock.ts';
import type { Asker, AskerBed } from './asker.ts';
import { askers } from './askers.ts';

const value = `${'c'.repeat(22)}#1`;
const resolve: Form = {
  action: 'resolve',
  value,
  title: 'Resolve the case',
  intro: 'What became of **it**?',
  fields: [
    {
      ...{ id: 'outcome', label: 'Outcome', hint: 'As the customer sees it', kind: 'choice' },
      initial: 'solved',
      options: [
        { value: 'workaround', label: 'A way around' },
        { value: 'solved', label: 'Solved for good' },
      ],
    },
    { id: 'summary', label: 'What solved it', kind: 'text', multiline: true, max: 2_000, initial: 'A reset' },
    { id: 'note', label: 'Note', kind: 'text', max: 100, optional: true },
  ],
  submit: 'Resolve',
};
const button = { id: formButton('resolve'), label: 'Resolve…', value };

describe.each(askers)('forms, for $name', ({ start, keepsForms, namesSubmit }) => {
  let bed: AskerBed;
  let asker: Asker;
  beforeEach(async () => {
    bed = await start(new ManualClock());
    asker = bed.asker;
    bed.intake.formFor = async () => ({ kind: 'form', form: resolve });
  });
  afterEach(() => bed.stop());

  /** Events of the asker's side that came by a form. */
  const sent = () => (bed.side === 'desk' ? bed.intake.of('desk.action') : bed.intake.of('customer.action'));

  async function opened(form: Form = resolve) {
    bed.intake.formFor = async () => ({ kind: 'form', form });
    const offered = await bed.offer(button);
    await asker.press(offered.post, button.label);
    return { ...offered, shown: await asker.form() };
  }

  it('a press opens one, prefilled, and is itself no event', async () => {
    const { thread, shown } = await opened();
    expect(shown).toEqual({
      title: 'Resolve the case',
      intro: 'What became of it?',
      fields: [
        {
          ...{ label: 'Outcome', hint: 'As the customer sees it', value: 'Solved for good' },
          options: ['A way around', 'Solved for good'],
        },
        { label: 'What solved it', hint: '', value: 'A reset', options: [] },
        { label: 'Note', hint: '', value: '', options: [] },
      ],
      submit: namesSubmit ? 'Resolve' : shown.submit,
    });
    expect(bed.intake.asked).toEqual([
      {
        ...{ platform: bed.platform, workspace: thread.workspace, thread, side: bed.side, value },
        ...{ author: expect.objectContaining(asker.person), action: 'resolve' },
      },
    ]);
    expect(bed.intake.events).toEqual([]);
  });

  it('what is filled in comes back with who sent it, and where it was opened', async () => {
    const { post, thread } = await opened();
    expect(await asker.send(['A way around', 'A *new* key\nand a restart', 'be kind'])).toBeUndefined();
    await bed.intake.until(() => sent().length === 1);
    const [event] = sent();
    expect(event).toMatchObject({
      ...{ action: 'resolve', value, thread, author: asker.person },
      post: { channel: post.channel, id: post.id },
      fields: { outcome: 'workaround', summary: 'A *new* key\nand a restart', note: 'be kind' },
    });
    expect(event?.id.length).toBeLessThanOrEqual(200);
    expect(asker.seesForm()).toBe(false);
  });

  it('what is left as it was comes back, and what is left empty as an empty text', async () => {
    await opened();
    await asker.send([undefined, undefined, undefined]);
    await bed.intake.until(() => sent().length === 1);
    expect(sent()[0]?.fields).toEqual({ outcome: 'solved', summary: 'A reset', note: '' });
  });

  it('opened twice and sent twice is two events', async () => {
    const { post } = await opened();
    await asker.send([undefined, undefined, undefined]);
    await asker.press(post, button.label);
    await asker.form();
    await asker.send([undefined, undefined, undefined]);
    await bed.intake.until(() => sent().length === 2);
    expect(new Set(sent().map(({ id }) => id)).size).toBe(2);
  });

  it('one that is closed says nothing', async () => {
    const { post } = await opened();
    await asker.cancel();
    expect(asker.seesForm()).toBe(false);
    await asker.press(post, button.label);
    await asker.form();
    expect(bed.intake.events).toEqual([]);
  });

  it('whoever may not have it is told why, and nobody else', async () => {
    bed.intake.formFor = async () => ({ kind: 'refused', text: 'It is *Second agent’s* case.' });
    const { post } = await bed.offer(button);
    const before = (await asker.seenByOthers(0)).length;
    await asker.press(post, button.label);
    expect((await asker.told(1)).join('\n')).toContain('It is Second agent’s case.');
    expect(asker.seesForm()).toBe(false);
    expect(await asker.seenByOthers(0)).toHaveLength(before);
    expect(bed.intake.events).toEqual([]);
  });

  it('one that is not there in time is not waited for: they are told to press again', async () => {
    let answer: (form: FormAnswer) => void = () => {};
    bed.intake.formFor = () => new Promise((late) => (answer = late));
    const { post } = await bed.offer(button);
    const pressed = asker.press(post, button.label);
    await bed.intake.until(() => bed.intake.asked.length === 1);
    bed.clock.advance?.(asker.patienceMs);
    await pressed;
    expect((await asker.told(1)).join('\n')).toMatch(/again/);
    answer({ kind: 'form', form: resolve });
    bed.intake.formFor = async () => ({ kind: 'form', form: resolve });
    await asker.press(post, button.label);
    expect((await asker.form()).title).toBe('Resolve the case');
    expect(bed.intake.asked).toHaveLength(2);
  });

  it('one that cannot be made is told of, to the one who pressed', async () => {
    bed.intake.formFor = async () => {
      throw new Error('the store is away');
    };
    const { post } = await bed.offer(button);
    await asker.press(post, button.label);
    const told = (await asker.told(1)).join('\n');
    expect(told).toMatch(/again/);
    expect(told).not.toContain('store');
    expect(asker.seesForm()).toBe(false);
  });

  it('what could not be stored is complained about, and can be sent again', async () => {
    const { post } = await opened();
    bed.intake.failing = true;
    const complaint = await asker.send([undefined, 'A long story', undefined]);
    expect(bed.intake.events).toEqual([]);
    bed.intake.failing = false;
    if (keepsForms) {
      expect(complaint).toMatch(/again/);
      expect(asker.seesForm()).toBe(true);
      await asker.send([undefined, 'A long story', undefined]);
    } else {
      expect((await asker.told(1)).join('\n')).toMatch(/again/);
      await asker.press(post, button.label);
      await asker.form();
      await asker.send([undefined, 'A long story', undefined]);
    }
    await bed.intake.until(() => sent().length === 1);
    expect(sent()[0]?.fields).toMatchObject({ summary: 'A long story' });
    expect(asker.seesForm()).toBe(false);
  });

  it('one that holds more than the platform takes is shortened, not refused, and comes back whole', async () => {
    const long = '<!channel> & *words* `'.repeat(300);
    const options = Array.from({ length: 25 }, (_, n) => ({ value: `option-${n}`, label: `${n} ${long}` }));
    const { shown } = await opened({
      ...{ action: 'resolve', value: `${'v'.repeat(100)}"\\é`, title: long, intro: long, submit: long },
      fields: [
        { id: 'choice', label: long, hint: long, kind: 'choice', options, initial: 'option-24' },
        { id: 'short', label: `b ${long}`, kind: 'text', max: 50, initial: long },
        { id: 'long', label: 'c', kind: 'text', multiline: true, max: 10_000, initial: long, hint: long },
        { id: 'empty', label: '', kind: 'text', max: 1, optional: true },
        { id: 'last', label: 'e', kind: 'text', max: 2_000 },
      ],
    });
    expect(shown.fields).toHaveLength(5);
    expect(shown.fields[0]?.options).toHaveLength(25);
    expect(shown.fields[0]?.value).toMatch(/^24 /);
    expect(shown.fields[1]?.value.length).toBeLessThanOrEqual(50);
    const typed = `${'<@U1> & **x** "'.repeat(100)}`;
    await asker.send([undefined, undefined, undefined, undefined, typed]);
    await bed.intake.until(() => sent().length === 1);
    const { fields } = sent()[0] ?? {};
    expect(fields).toMatchObject({ choice: 'option-24', empty: '', last: typed });
    expect(long.startsWith(fields?.['short'] ?? '-')).toBe(true);
    expect(sent()[0]?.value).toBe(`${'v'.repeat(100)}"\\é`);
  });

  it('one whose action is a command goes to the commands, and is answered to its sender', async () => {
    await opened({ ...resolve, action: COMMAND_FORM, value: 'Text set welcome' });
    const before = (await asker.seenByOthers(0)).length;
    const answer = { kind: 'text', text: 'The text is **changed**.' } as const;
    bed.intake.answerTo = async () => ({ kind: 'answer', content: answer, here: false });
    await asker.send([undefined, 'Welcome!', undefined]);
    expect((await asker.told(1)).join('\n')).toContain('The text is changed.');
    expect(bed.intake.calls).toMatchObject([
      {
        ...{ kind: 'customer.command', platform: bed.platform, author: asker.person },
        ...{
          command: 'text',
          args: 'set welcome',
          fields: { outcome: 'solved', summary: 'Welcome!', note: '' },
        },
      },
    ]);
    expect(bed.intake.events).toEqual([]);
    expect(await asker.seenByOthers(0)).toHaveLength(before);
  });
});
