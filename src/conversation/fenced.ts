/** Words as a block that shows and copies as it was written. */
export function fenced(text: string): string {
  return `\`\`\`\n${text.replaceAll('```', "'''")}\n\`\`\``;
}
