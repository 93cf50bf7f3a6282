const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The title and the text of an HTML page, with headings, lists, links and code as Markdown; scripts and styles left out. */
export function htmlToMarkdown(html: string): { title: string; text: string } {
  const title = decode(strip(/<title[^>]*>([\s\S]*?)<\/title>/i.exec(html)?.[1] ?? ''));
  const body = (/<(?:main|article|body)[^>]*>([\s\S]*)<\/(?:main|article|body)>/i.exec(html)?.[1] ?? html)
    .replace(/<(script|style|nav|header|footer|head|title)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<pre[^>]*>([\s\S]*?)<\/pre>/gi, (_, code: string) => `\n\`\`\`\n${strip(code)}\n\`\`\`\n`)
    .replace(/<code[^>]*>([\s\S]*?)<\/code>/gi, (_, code: string) => `\`${strip(code)}\``)
    .replace(/<h([1-6])[^>]*>([\s\S]*?)<\/h\1>/gi, (_, level: string, text: string) => {
      return `\n\n${'#'.repeat(Number(level))} ${strip(text).trim()}\n\n`;
    })
    .replace(/<a\b[^>]*href="(https?:[^"]+)"[^>]*>([\s\S]*?)<\/a>/gi, (_, url: string, text: string) => {
      return `[${strip(text).trim()}](${url})`;
    })
    .replace(/<li[^>]*>/gi, '\n- ')
    .replace(/<(?:p|div|section|tr|table|ul|ol|blockquote)\b[^>]*>/gi, '\n\n')
    .replace(/<br\s*\/?>/gi, '\n');
  const text = decode(strip(body))
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { title: title.trim() || (/^#\s+(.+)$/m.exec(text)?.[1] ?? ''), text };
}

function strip(html: string): string {
  return html.replace(/<\/?[a-z][^>]*>/gi, '');
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
