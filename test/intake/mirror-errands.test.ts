import { describe, expect, it } from 'vitest';
import type { Content } from '../../src/channels/content.ts';
import { type MirrorErrand, mirrorErrands } from '../../src/intake/mirror-errands.ts';
import type { PostRecord } from '../../src/store/outbox.ts';

const text = (words: string, files: string[] = []): Content => ({
  kind: 'text',
  text: words,
  ...(files.length > 0
    ? { files: files.map((id) => ({ platform: 'loop', id, name: id, mediaType: 'text/plain', size: 1 })) }
    : {}),
});

/** The records of a message that was first posted as `first`, and then mirrored again and again. */
class Mirrored {
  records: PostRecord[];
  private order = 7;

  constructor(first: Content[]) {
    this.records = first.map((content, part) => this.record(`c.7.${part}`, { do: 'post', content }));
  }

  to(contents: Content[] | null): MirrorErrand[] {
    this.order += 1;
    const errands = mirrorErrands(this.records, contents);
    for (const { part, errand } of errands) {
      this.records.push(this.record(`c.7.${part}.${this.order}`, errand));
    }
    return errands;
  }

  private record(_id: string, errand: PostRecord['errand']): PostRecord {
    return { _id, order: this.order * 1_000, errand } as PostRecord;
  }

  /** What stands on the platform when everything has been delivered. */
  stands(): string[] {
    const posts = new Map<string, Content>();
    for (const { _id, errand } of this.records) {
      if (errand.do === 'post') posts.set(_id, errand.content);
      if (errand.do === 'replace') posts.set(errand.of, errand.content);
      if (errand.do === 'remove') posts.delete(errand.of);
    }
    return [...posts.values()].map((content) => {
      if (content.kind === 'card') return 'card';
      return content.text + (content.files ?? []).map(({ id }) => `[${id}]`).join('');
    });
  }
}

describe('a mirrored message', () => {
  it('of one post is replaced in place', () => {
    const message = new Mirrored([text('old')]);
    expect(message.to([text('new')])).toEqual([
      { part: 0, errand: { do: 'replace', of: 'c.7.0', content: text('new') } },
    ]);
  });

  it('changes only the posts whose words changed', () => {
    const message = new Mirrored([text('one'), text('two')]);
    expect(message.to([text('one'), text('zwei')])).toHaveLength(1);
    expect(message.stands()).toEqual(['one', 'zwei']);
  });

  it('grows, shrinks and grows again', () => {
    const message = new Mirrored([text('1')]);
    message.to([text('1'), text('2'), text('3')]);
    expect(message.stands()).toEqual(['1', '2', '3']);
    message.to([text('1!')]);
    expect(message.stands()).toEqual(['1!']);
    message.to([text('1!'), text('2!')]);
    expect(message.stands()).toEqual(['1!', '2!']);
    message.to([text('1!'), text('2?')]);
    expect(message.stands()).toEqual(['1!', '2?']);
  });

  it('keeps its files when its words are edited, and loses them when it is deleted', () => {
    const message = new Mirrored([text('see here'), text('', ['a.png'])]);
    message.to([text('look here'), text('and there')]);
    expect(message.stands().toSorted()).toEqual(['[a.png]', 'and there', 'look here']);
    message.to([]);
    expect(message.stands()).toEqual(['[a.png]']);
    message.to(null);
    expect(message.stands()).toEqual([]);
  });

  it('whose words and files share a post keeps the post when the words go', () => {
    const message = new Mirrored([text('see here', ['a.png'])]);
    message.to([text('')]);
    expect(message.stands()).toEqual(['[a.png]']);
    message.to([text('words again')]);
    expect(message.stands()).toContain('words again');
  });

  it('that is planned again after a crash gives the same plan', () => {
    const message = new Mirrored([text('old')]);
    const before = [...message.records];
    const once = message.to([text('new'), text('more')]);
    expect(mirrorErrands(before, [text('new'), text('more')])).toEqual(once);
  });
});
