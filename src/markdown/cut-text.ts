const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Places to cut at, best first: paragraph, line, sentence, word. */
const PLACES = ['\n\n', '\n', '. ', '! ', '? ', '。', ' '];

/**
 * Cuts text into pieces of at most `limit` UTF-16 units, each as long as it may be with its end at the best place in
 * its second half, and never inside a grapheme unless one alone is longer. The pieces together are the text.
 */
export function cutText(text: string, limit: number, places: string[] = PLACES): string[] {
  const pieces: string[] = [];
  let from = 0;
  const most = Math.max(2, limit);
  while (text.length - from > most) {
    const end = from + endOfPiece(text.slice(from, from + most + 64), most, places);
    pieces.push(text.slice(from, end));
    from = end;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}

function endOfPiece(window: string, most: number, places: string[]): number {
  const head = window.slice(0, most);
  for (const place of places) {
    const at = head.lastIndexOf(place);
    if (at >= most / 2) return at + place.length;
  }
  return graphemeBoundary(window, most);
}

/** The last boundary at or before `most`; inside a monstrous grapheme, the last that splits no surrogate pair. */
function graphemeBoundary(window: string, most: number): number {
  const from = Math.max(0, most - 128);
  let boundary = 0;
  for (const { index } of graphemes.segment(window.slice(from))) {
    if (from + index > most) break;
    if (index > 0) boundary = from + index;
  }
  if (boundary > 0) return boundary;
  const last = window.charCodeAt(most - 1);
  return last >= 0xd800 && last <= 0xdbff ? most - 1 : most;
}

/** The beginning of a text, at most `limit` units long, with an ellipsis where something was left out. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const [head = ''] = cutText(text, limit - 1, ['\n', ' ']);
  return `${head.trimEnd()}…`;
}
