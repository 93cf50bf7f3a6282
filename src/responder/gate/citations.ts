const CITATION = /\s?\[(\d{1,3})\]/g;

/** The numbers of the passages that a sentence names as its sources. */
export function citedIn(sentence: string): number[] {
  return [...withoutCode(sentence).matchAll(CITATION)].map(([, number]) => Number(number));
}

/** The sentence as the customer reads it: the articles are linked beneath the answer. */
export function withoutCitations(sentence: string): string {
  return sentence.startsWith('```') ? sentence : sentence.replace(CITATION, '');
}

function withoutCode(sentence: string): string {
  return sentence.replace(/`[^`]*`/g, ' ');
}
