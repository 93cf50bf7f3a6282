import { type Colour, pngOf } from './png.ts';

const BLUE = [59, 91, 219] as const;
const WHITE = [255, 255, 255] as const;

/** Sizes in pixels: https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons */
const COLOUR_SIZE = 192;
const OUTLINE_SIZE = 32;

/** A white baton on blue. */
export function colourIcon(): Buffer {
  const baton = batonIn(COLOUR_SIZE, { length: 0.2, thickness: 0.085 });
  return pngOf(COLOUR_SIZE, (x, y): Colour => {
    const share = coverage(baton(x, y));
    const mixed = BLUE.map((part, at) => Math.round(part + ((WHITE[at] ?? 0) - part) * share));
    return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0, 255];
  });
}

/** The outline of a baton, white on nothing. */
export function outlineIcon(): Buffer {
  const baton = batonIn(OUTLINE_SIZE, { length: 0.26, thickness: 0.13 });
  return pngOf(
    OUTLINE_SIZE,
    (x, y): Colour => [...WHITE, Math.round(255 * coverage(Math.abs(baton(x, y)) - 1))],
  );
}

/** How far a point is outside a slanted baton with round ends, in pixels; negative inside. */
function batonIn(size: number, { length, thickness }: { length: number; thickness: number }) {
  const half = length * size;
  return (x: number, y: number): number => {
    const [right, up] = [x + 0.5 - size / 2, size / 2 - y - 0.5];
    const [along, across] = [(right + up) / Math.SQRT2, (up - right) / Math.SQRT2];
    const beyond = Math.max(Math.abs(along) - half, 0);
    return Math.hypot(beyond, across) - thickness * size;
  };
}

/** How much of a pixel is covered, from the distance of its middle to the edge. */
function coverage(distance: number): number {
  return Math.min(1, Math.max(0, 0.5 - distance));
}
