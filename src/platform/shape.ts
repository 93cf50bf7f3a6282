/** Part of a payload of which nothing is known yet. */
export type Shape = Readonly<Record<string, unknown>>;

const NOTHING: Shape = {};

/** The value as an object; an empty one where it is none. */
export function shapeOf(value: unknown): Shape {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Shape) : NOTHING;
}

/** The value as text; empty where it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The value as a list; empty where it is none. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
