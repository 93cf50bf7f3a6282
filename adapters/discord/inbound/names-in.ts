import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import type { Names } from '../dialect/references.ts';

const LONGEST_NAME = 200;

/** What a user object says that the person is called. `member`: what they are called in the server. */
export function nameOf(user: Shape, member: Shape = {}): string {
  const names = [member['nick'], user['global_name'], user['username']].map(textOf);
  return (names.find((name) => name.trim() !== '') ?? textOf(user['id'])).slice(0, LONGEST_NAME);
}

/** The names that a message tells itself: those of the people whom it mentions. */
export function namesIn(message: Shape, more: Partial<Names> = {}): Names {
  const people = new Map(
    listOf(message['mentions'])
      .map(shapeOf)
      .map((user) => [textOf(user['id']), nameOf(user, shapeOf(user['member']))]),
  );
  return { user: (id) => people.get(id) ?? id, role: (id) => id, channel: (id) => id, ...more };
}
