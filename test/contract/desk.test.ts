import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mark } from '../../src/channels/adapter.ts';
import type { Card } from '../../src/channels/content.ts';
import type { PostRef, ThreadRef } from '../../src/channels/refs.ts';
import { cardOf } from '../../src/handoff/card.ts';
import { transcriptPosts } from '../../src/handoff/transcript.ts';
import { loadTexts } from '../../src/platform/texts.ts';
import { contents } from '../support/escalations.ts';
import { message } from '../support/messages.ts';
import type { DeskBed } from './desk-bed.ts';
import { desks } from './desks/all.ts';

const texts = loadTexts('en');
const value = `${'c'.repeat(22)}#1`;
const waiting: Card = {
  title: 'A customer asks for a human',
  state: 'waiting',
  status: 'Waiting since noon',
  fields: [{ label: 'Customer', value: 'First customer' }],
  sections: [{ heading: 'The ask', text: 'How do I **export**?' }],
  buttons: [{ id: 'claim', label: 'Claim', value, style: 'primary' }],
};

describe.each(desks)('the desk’s contract, kept by $name', ({ start, talks, expels, signs }) => {
  let bed: DeskBed;
  let card: PostRef;
  let thread: ThreadRef;
  beforeEach(async () => {
    bed = await start();
    card = await bed.desk.post(bed.desk.channel, { kind: 'card', card: waiting }, { key: 'card-1' });
    const { id, ...place } = card;
    thread = { ...place, thread: id };
    await bed.desk.post(thread, { kind: 'text', text: 'What was said so far' }, { key: 'transcript-1' });
  });
  afterEach(() => bed.stop());

  it('a card shows what it is about, and stands with a thread of its own', async () => {
    const { text, buttons } = await bed.card(card);
    for (const words of ['A customer asks for a human', 'Waiting since noon', 'First customer', 'export']) {
      expect(text).toContain(words);
    }
    expect(buttons).toEqual(['Claim']);
    expect((await bed.thread(card)).map((one) => one.text).join()).toContain('What was said so far');
  });

  it('a button of a card comes back with its value, who pressed it, and the card’s thread', async () => {
    await bed.press(card, 'Claim');
    expect(await bed.intake.first('desk.action')).toMatchObject({
      action: 'claim',
      value,
      thread,
      author: bed.agent,
    });
  });

  it('a card is changed in place', async () => {
    const held: Card = { ...waiting, state: 'held', status: 'Claimed by First agent', buttons: [] };
    await bed.desk.update(card, { kind: 'card', card: held });
    const { text, buttons } = await bed.card(card);
    expect(text).toContain('Claimed by First agent');
    expect(text).not.toContain('Waiting since noon');
    expect(buttons).toEqual([]);
  });

  it('what an agent writes in a card’s thread is handed in, with its files', async () => {
    const id = await bed.write(card, 'I am looking at it', [{ name: 'form.txt', content: 'sign here' }]);
    const event = await bed.intake.first('desk.message');
    expect(event).toMatchObject({ text: 'I am looking at it', thread, author: bed.agent, post: { id } });
    const [file] = event.files;
    expect(file?.name).toBe('form.txt');
    if (file) {
      const bytes = await bed.desk.readFile(file, { maxBytes: 100 });
      expect(Buffer.from(bytes).toString()).toBe('sign here');
    }
  });

  it('what an agent edits or deletes there is handed in, about the very message', async () => {
    const id = await bed.write(card, 'Press expert');
    const { post } = await bed.intake.first('desk.message');
    await bed.edit(card, id, 'Press export');
    expect(await bed.intake.first('desk.edited')).toMatchObject({ text: 'Press export', thread, post });
    await bed.remove(card, id);
    expect(await bed.intake.first('desk.deleted')).toMatchObject({ thread, post });
  });

  if (talks) {
    it('talk at the desk outside a card’s thread is left alone', async () => {
      await bed.talk('Who is at lunch?');
      await bed.write(card, 'Last words');
      await bed.intake.until(() => bed.intake.of('desk.message').some(({ text }) => text === 'Last words'));
      expect(bed.intake.events.map((event) => event.kind)).toEqual(['desk.message']);
    });
  }

  describe('a mark at an agent’s message', () => {
    const buttons = {
      waiting: [{ id: 'undo_3', label: 'Undo', value }],
      sent: [],
      failed: [],
      note: [{ id: 'send_note_3', label: 'Send to customer', value }],
    };
    const marked = async (post: PostRef, mark: Mark, before: Mark | null) => {
      await bed.desk.mark(post, { mark, before, buttons: buttons[mark] });
      return bed.marks(card, post.id);
    };
    const write = async () => {
      await bed.write(card, 'I am looking at it');
      return (await bed.intake.first('desk.message')).post;
    };

    it('takes the place of the one before', async () => {
      const post = await write();
      expect(await marked(post, 'waiting', null)).toEqual(signs.waiting);
      expect(await marked(post, 'failed', 'waiting')).toEqual(signs.failed);
      expect(await marked(post, 'sent', 'failed')).toEqual(signs.sent);
      expect(await marked(post, 'note', 'sent')).toEqual(signs.note);
      expect(await marked(post, 'waiting', 'note')).toEqual(signs.waiting);
    });

    it('is there once, however often it is made', async () => {
      const post = await write();
      await marked(post, 'failed', 'waiting');
      expect(await marked(post, 'sent', 'failed')).toEqual(signs.sent);
      expect(await marked(post, 'sent', 'failed')).toEqual(signs.sent);
    });

    it('is no error where the message is gone, or was never there', async () => {
      const post = await write();
      await bed.remove(card, post.id);
      await bed.desk.mark(post, { mark: 'sent', before: 'failed', buttons: [] });
      const never = { ...post, id: bed.desk.platform === 'slack' ? '1.000001' : '1' };
      await bed.desk.mark(never, { mark: 'sent', before: null, buttons: [] });
    });
  });

  it('one agent is told something that the others do not see', async () => {
    await bed.press(card, 'Claim');
    await bed.intake.first('desk.action');
    await bed.desk.whisper(thread, bed.agent.id, { kind: 'text', text: 'only you' });
    expect((await bed.whispered()).join()).toContain('only you');
    expect((await bed.thread(card)).map((one) => one.text).join()).not.toContain('only you');
  });

  it('who is mentioned is called by the platform, and nobody else, whatever stands in the text', async () => {
    const text = 'Can you take it? @everyone <!channel>';
    const mentions = [bed.agent];
    await bed.desk.post(thread, { kind: 'text', text, tone: 'system', mentions }, { key: 'mention' });
    expect(await bed.called(card)).toEqual([bed.agent.id]);
  });

  it('everybody at the desk is known, where the platform can tell', async () => {
    if (!bed.desk.members) return expect(bed.desk.platform).not.toBe('slack');
    const members = await bed.desk.members();
    expect(members).toContainEqual(expect.objectContaining({ id: bed.agent.id, name: bed.agent.name }));
    expect(members.map(({ id }) => id)).not.toContain(bed.stranger);
  });

  it('who of the agents is there is known, where the platform shows it', async () => {
    if (!bed.desk.present) return expect(bed.desk.platform).toBe('discord');
    await bed.appear(true);
    expect([...(await bed.desk.present([bed.agent.id]))]).toEqual([bed.agent.id]);
    await bed.appear(false);
    expect([...(await bed.desk.present([bed.agent.id]))]).toEqual([]);
  });

  it('only members of the desk are members', async () => {
    expect(await bed.desk.isMember(bed.agent.id)).toBe(true);
    expect(await bed.desk.isMember(bed.stranger)).toBe(false);
    expect(await bed.desk.isMember('no one at all')).toBe(false);
  });

  if (expels) {
    it('whoever is taken out of the desk is a member no more', async () => {
      expect(await bed.desk.isMember(bed.agent.id)).toBe(true);
      await bed.expel();
      expect(await bed.desk.isMember(bed.agent.id)).toBe(false);
    });
  }

  it('a card that holds more than the platform takes is shortened, not refused', async () => {
    const long = 'x'.repeat(9_000);
    const huge: Card = {
      ...waiting,
      title: long,
      status: long,
      fields: Array.from({ length: 40 }, (_, n) => ({ label: `${n} ${long}`, value: long })),
      sections: Array.from({ length: 40 }, (_, n) => ({ heading: `${n} ${long}`, text: long })),
    };
    const posted = await bed.desk.post(bed.desk.channel, { kind: 'card', card: huge }, { key: 'card-2' });
    expect((await bed.card(posted)).buttons).toEqual(['Claim']);
  });

  it.each(Object.entries(contents))(
    'a card with %s content is taken, and changed in place',
    async (name, given) => {
      const [escalation, similar] = given;
      const shown = cardOf(escalation, texts, { similar });
      const posted = await bed.desk.post(
        bed.desk.channel,
        { kind: 'card', card: shown },
        { key: `card-${name}` },
      );
      expect((await bed.card(posted)).buttons).toEqual(
        expect.arrayContaining(shown.buttons.map(({ label }) => label)),
      );
      const held = cardOf({ ...escalation, state: 'held' }, texts, { similar });
      await bed.desk.update(posted, { kind: 'card', card: held });
      expect((await bed.card(posted)).buttons).toContain('Resolve');
    },
  );

  it('a transcript of hostile names and words is taken, and calls nobody', async () => {
    const [{ customer, ask }] = contents.hostile;
    const name = customer.name;
    const said = transcriptPosts([message({ author: { id: 'c', name }, text: ask.slice(0, 8_000) })], texts, {
      openedBy: 'c',
      timeZone: 'UTC',
    });
    for (const [index, part] of said.flatMap((content) => bed.desk.split(content)).entries()) {
      await bed.desk.post(thread, part, { key: `part-${index}` });
    }
    expect(await bed.called(card)).toEqual([]);
  });

  it('its check says that all is well', async () => {
    const findings = await bed.desk.checkDesk();
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  });
});
