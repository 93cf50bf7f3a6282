const TOKEN = /<([^<>]+)>|:([a-z0-9_+-]+):/g;

/** The `rich_text` block that Slack makes of what a person types in the composer. Takes text as on the wire. */
export function richTextBlock(wire: string, blockId: string): Record<string, unknown> {
  const elements: Record<string, unknown>[] = [];
  let from = 0;
  for (const found of wire.matchAll(TOKEN)) {
    pushText(elements, wire.slice(from, found.index));
    elements.push(found[1] === undefined ? { type: 'emoji', name: found[2] } : control(found[1]));
    from = found.index + found[0].length;
  }
  pushText(elements, wire.slice(from));
  return { type: 'rich_text', block_id: blockId, elements: [{ type: 'rich_text_section', elements }] };
}

function control(inside: string): Record<string, unknown> {
  const [target = '', label] = inside.split('|');
  if (target.startsWith('@')) return { type: 'user', user_id: target.slice(1) };
  if (target.startsWith('#')) return { type: 'channel', channel_id: target.slice(1) };
  if (target.startsWith('!')) return { type: 'broadcast', range: target.slice(1) };
  return { type: 'link', url: plain(target), ...(label && { text: plain(label) }) };
}

function pushText(elements: Record<string, unknown>[], text: string): void {
  if (text) elements.push({ type: 'text', text: plain(text) });
}

function plain(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}
