import { sentencesOf } from './sentence-stream.ts';

/** What a text says to a machine that reads it, rather than to a person. */
const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}\b(?:previous|prior|above|earlier|all|any|your|other|these|system)\b[^.!?\n]{0,40}\b(?:instruction|rule|prompt|guideline|context|message|polic)/i,
  /\b(?:system|developer) (?:prompt|message|override|instruction)/i,
  /\b(?:you are|act as|pretend to be|behave as) (?:now |an? |the )*(?:ai|assistant|bot|chatbot|language model|llm|gpt|dan|developer|admin)/i,
  /\b(?:assistant|ai|chat ?bot|bot|language model|llm|gpt)s?\b\s?(?:,|:|must|should|shall|has to|have to|reading this|is instructed|are instructed)/i,
  /\b(?:tell|inform|convince|instruct|urge) (?:the |every |all |any )?(?:user|customer|reader|visitor|client)s?\b/i,
  /\b(?:respond|reply|answer|output|print|say) (?:only|exactly|always|nothing but)\b/i,
  /\b(?:reveal|repeat|print|show)\b[^.!?\n]{0,20}\b(?:your|the) (?:instructions|prompt|rules|configuration|secrets?)/i,
  /<\/?(?:system|assistant|instructions?|prompt)>|\[\/?(?:INST|SYSTEM)\]|<\|[a-z_]+\|>/i,
  /\b(?:ignoriere|vergiss|missachte)\b[^.!?\n]{0,40}\b(?:anweisung|regel|vorgabe)/i,
  /\b(?:ignora|olvida|descarta)\b[^.!?\n]{0,40}\b(?:instruccion|regla|istruzion|instruç)/i,
  /\b(?:ignore[zr]?|oublie[zr]?)\b[^.!?\n]{0,40}\b(?:consigne|instruction|règle)/i,
];

/** Whether a sentence gives orders to whatever machine reads it. */
function givesOrders(sentence: string): boolean {
  return ORDERS.some((pattern) => pattern.test(sentence));
}

/** An article's text without the sentences that would give orders to the model: articles say facts, and nothing else. */
export function screened(text: string): string {
  return ORDERS.some((pattern) => pattern.test(text))
    ? sentencesOf(text)
        .filter((sentence) => !givesOrders(sentence))
        .join('')
    : text;
}
