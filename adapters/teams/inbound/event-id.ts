import { createHash } from 'node:crypto';
import { LIMITS } from '../limits.ts';

/** A stable id of these parts, as long as the core takes: what would be longer is told by its hash. */
export function eventId(kind: string, ...parts: string[]): string {
  const plain = [kind, ...parts].join(':');
  if (plain.length <= LIMITS.eventId) return plain;
  return `${kind}:${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
}
