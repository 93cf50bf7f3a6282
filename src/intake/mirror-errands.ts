import type { Content, TextContent } from '../channels/content.ts';
import type { Errand, PostRecord } from '../store/outbox.ts';

/** One part of a mirrored message: which part of the original it is, and what is to be done about it. */
export interface MirrorErrand {
  part: number;
  errand: Errand;
}

/** A part as it stands after everything that was ordered so far. */
interface Part {
  /** The record that made the post. */
  madeBy: string;
  content: Content;
}

/**
 * What makes posts say `contents`, given the records that made and changed them so far; with null they are all taken
 * away. Parts that say it already are left alone. Posts that are nothing but files stay, unless all is taken away. Pure.
 */
export function mirrorErrands(records: readonly PostRecord[], contents: Content[] | null): MirrorErrand[] {
  const parts = partsSoFar(records);
  if (!contents)
    return [...parts].map(([part, { madeBy }]) => ({ part, errand: { do: 'remove', of: madeBy } }));
  const texts = [...parts].filter(([, { content }]) => !isFilesOnly(content));
  const wanted = contents.filter((content) => content.kind === 'card' || content.text.trim() !== '');
  const next = Math.max(-1, ...[...parts.keys()], ...records.map(({ _id }) => partOf(_id))) + 1;
  const errands: MirrorErrand[] = [];
  for (let index = 0; index < Math.max(texts.length, wanted.length); index += 1) {
    const content = wanted[index];
    const known = texts[index];
    if (!known) {
      if (content) errands.push({ part: next + index - texts.length, errand: { do: 'post', content } });
      continue;
    }
    const [part, { madeBy, content: present }] = known;
    if (!content && hasFiles(present)) errands.push(replacing(part, madeBy, { ...present, text: '' }));
    else if (!content) errands.push({ part, errand: { do: 'remove', of: madeBy } });
    else if (!sameText(content, present)) errands.push(replacing(part, madeBy, content));
  }
  return errands;
}

function partsSoFar(records: readonly PostRecord[]): Map<number, Part> {
  const parts = new Map<number, Part>();
  for (const { _id, errand } of [...records].sort((a, b) => a.order - b.order)) {
    const part = partOf(_id);
    const known = parts.get(part);
    if (errand.do === 'post') parts.set(part, { madeBy: _id, content: errand.content });
    if (errand.do === 'replace' && known) parts.set(part, { ...known, content: errand.content });
    if (errand.do === 'remove') parts.delete(part);
  }
  return parts;
}

function replacing(part: number, of: string, content: Content): MirrorErrand {
  return { part, errand: { do: 'replace', of, content } };
}

/** `<conversation>.<order>.<part>`, and of a mirrored one `<conversation>.<order>.<part>.<its own order>`. */
function partOf(id: string): number {
  return Number(id.split('.')[2]);
}

function hasFiles(content: Content): content is Extract<Content, { kind: 'text' }> {
  return content.kind === 'text' && (content.files?.length ?? 0) > 0;
}

function isFilesOnly(content: Content): boolean {
  return hasFiles(content) && content.text.trim() === '';
}

function sameText(one: Content, other: Content): boolean {
  if (one.kind !== 'text' || other.kind !== 'text' || one.text !== other.text) return false;
  const around = ({ buttons = [], sources = [], unfinished }: TextContent) =>
    JSON.stringify([buttons, sources, unfinished]);
  return around(one) === around(other);
}
