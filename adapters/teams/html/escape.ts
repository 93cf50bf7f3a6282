/** Control characters that no message means; tab and line break stay. And the mark that stands for the bot's mention. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

/** Text without control characters, and without halves of surrogate pairs, which no encoding can carry. */
export function clean(text: string): string {
  return text.replace(CONTROL, '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Plain text as HTML that shows exactly these characters, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const SAFE_URL = /^(?:https?:\/\/|mailto:|tel:)\S/i;

/** Whether Teams would open an address; everything else is shown as words. */
export function isSafeUrl(url: string): boolean {
  return SAFE_URL.test(url);
}
