import { keepingFiles } from '../channels/content.ts';
import type { PostRecord } from '../store/outbox.ts';

/**
 * The records, of those of one order, that have to be queued again, in their order: each that could not be delivered and is
 * still wanted, saying what it would say by now. When the last has arrived, the message is marked anew; `markOrder` is that
 * mark's place among marks. Pure.
 */
export function toRetry(records: readonly PostRecord[], markOrder: number): PostRecord[] {
  const parts = new Map<string, PostRecord[]>();
  for (const record of [...records].sort((a, b) => a.order - b.order)) {
    const part = record._id.split('.')[2] ?? '';
    parts.set(part, [...(parts.get(part) ?? []), record]);
  }
  const wanted = [...parts.values()].flatMap(wantedOf).sort((a, b) => a.order - b.order);
  return wanted.map((record, index) => ({
    ...record,
    ...marked(record, index === wanted.length - 1, markOrder),
  }));
}

/** What of one part: its post, with what later records made of it, or the latest change of a post that did arrive. */
function wantedOf(records: readonly PostRecord[]): PostRecord[] {
  const made = records.findLast(({ errand }) => errand.do === 'post');
  const latest = records.at(-1);
  if (!made || !latest) return [];
  if (made.state !== 'dead') return latest.state === 'dead' ? [latest] : [];
  if (latest.errand.do === 'remove') return [];
  const { errand } = latest;
  if (errand.do !== 'replace' || made.errand.do !== 'post') return [made];
  return [{ ...made, errand: { do: 'post', content: keepingFiles(made.errand.content, errand.content) } }];
}

function marked({ carries }: PostRecord, last: boolean, order: number): Pick<PostRecord, 'carries'> {
  if (!carries) return {};
  const marking = { ...carries.marking, before: 'failed' as const };
  return { carries: { ...carries, marking, last, order } };
}
