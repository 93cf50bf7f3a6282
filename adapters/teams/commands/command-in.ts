import { parseMarkdown, plainText } from '../../../src/markdown/markdown.ts';

/** The first word of a command, and the others; without any, help is asked for. */
export function commandIn(words: string): { command: string; args: string } {
  const trimmed = words.trim();
  const [command = ''] = trimmed.split(/\s+/, 1);
  return { command: command.toLowerCase() || 'help', args: trimmed.slice(command.length).trim() };
}

/** What somebody typed, without the marks that stand for formatting or keep it off: a command has none. */
export function asTyped(markdown: string): string {
  return parseMarkdown(markdown).children.map(plainText).join('\n');
}
