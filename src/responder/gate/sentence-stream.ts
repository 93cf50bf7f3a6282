/** Cuts an answer that is still being written into sentences: each can be checked, and shown, as soon as it is whole. */
export interface SentenceStream {
  /** Takes more of the text, and gives the sentences that are whole now, with the space behind them. */
  push(text: string): string[];
  /** Gives what is left when the text has ended. */
  end(): string[];
}

/** Marks of citation may stand behind the end of a sentence, and belong to it. */
const END =
  /(?:[.!?](?:["'”’)*_]{0,3})(?:\s{0,2}\[\d{1,3}\])*(?=\s+(?!\s*\[\d)\S)|[。！？](?:\s{0,2}\[\d{1,3}\])*(?=[^\s[])|\n(?=\S|\s*\S))/g;
const ABBREVIATION =
  /(?:^|[\s("'])(?:e\.g|i\.e|etc|vs|approx|no|nr|z\.B|d\.h|u\.a|bzw|ca|evtl|p\.ej|ej|cf|Mr|Mrs|Ms|Dr|Sr|Sra|[A-Z])\.$/i;
/** The number of a list item. */
const ITEM = /^\s*\d{1,3}\.$/;
const FENCE = /^\s{0,3}(?:```|~~~)/m;

/** Code between fences is one sentence; so is each line of a list or a table. */
export function createSentenceStream(): SentenceStream {
  let rest = '';
  return {
    push(text) {
      rest += text;
      const sentences: string[] = [];
      for (let end = endOf(rest); end > 0; end = endOf(rest)) {
        sentences.push(rest.slice(0, end));
        rest = rest.slice(end);
      }
      return sentences;
    },
    end() {
      const last = rest;
      rest = '';
      return last.trim() === '' ? [] : [last];
    },
  };
}

/** The whole text in sentences. */
export function sentencesOf(text: string): string[] {
  const stream = createSentenceStream();
  return [...stream.push(text), ...stream.end()];
}

/** Where the first sentence ends, with the space behind it; 0 where that is not known yet. */
function endOf(text: string): number {
  const fence = FENCE.exec(text);
  const before = fence ? text.slice(0, fence.index) : text;
  if (fence && before.trim() === '') return endOfFence(text, fence.index + fence[0].length);
  for (const match of before.matchAll(END)) {
    const end = match.index + match[0].length;
    const line = before.slice(before.lastIndexOf('\n', match.index) + 1, match.index + 1);
    if (match[0] !== '\n' && (ABBREVIATION.test(line) || ITEM.test(line))) continue;
    if (before.slice(0, end).trim() === '') continue;
    const space = /^\s*/.exec(before.slice(end))?.[0].length ?? 0;
    return end + space;
  }
  return fence && before.trim() !== '' ? before.length : 0;
}

function endOfFence(text: string, from: number): number {
  const close = /\n\s{0,3}(?:```|~~~)[ \t]*\n/.exec(text.slice(from));
  return close ? from + close.index + close[0].length : 0;
}
