/** Places to cut at, best first: paragraph, line, sentence, word. */
const PLACES = ['\n\n', '\n', '. ', ' '];
const FENCE = /^ {0,3}(```+|~~~+)([^\n`]*)$/;
/** Room for closing a code block in one piece and opening it again in the next. */
const FENCE_ROOM = 80;

/** Cuts Markdown into pieces of at most `limit` characters, at a paragraph or a line where it can; code stays code. */
export function cutText(text: string, limit: number): string[] {
  if (text.length <= limit) return [text];
  const pieces: string[] = [];
  let open: { mark: string; line: string } | undefined;
  let rest = text;
  while (rest !== '') {
    const head = open ? `${open.line}\n` : '';
    const end = rest.length + head.length <= limit ? rest.length : endOfPiece(rest, limit - FENCE_ROOM);
    const piece = rest.slice(0, end);
    open = openFence(piece, open);
    rest = rest.slice(end);
    const tail = open && rest !== '' ? `${piece.endsWith('\n') ? '' : '\n'}${open.mark}` : '';
    pieces.push(`${head}${piece}${tail}`);
  }
  return pieces.filter((piece) => piece.trim() !== '');
}

function endOfPiece(text: string, most: number): number {
  const head = text.slice(0, most);
  for (const place of PLACES) {
    const at = head.lastIndexOf(place);
    if (at >= most / 2) return at + place.length;
  }
  const last = text.charCodeAt(most - 1);
  return last >= 0xd800 && last <= 0xdbff ? most - 1 : most;
}

/** The code block that is open at the end of a piece. */
function openFence(
  piece: string,
  before: { mark: string; line: string } | undefined,
): { mark: string; line: string } | undefined {
  let open = before;
  for (const line of piece.split('\n')) {
    const [, mark = '', info = ''] = FENCE.exec(line) ?? [];
    if (mark === '') continue;
    if (!open) open = { mark, line: `${mark}${info.trim().slice(0, 20)}` };
    else if (mark[0] === open.mark[0] && mark.length >= open.mark.length && info.trim() === '')
      open = undefined;
  }
  return open && open.mark.length * 2 < FENCE_ROOM - 30 ? open : undefined;
}
