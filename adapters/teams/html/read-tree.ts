import { Parser } from 'htmlparser2';

/** An element with what stands in it; text is a string. */
export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (Element | string)[];
}

/** Elements deeper than this stand beside each other; no message means so many levels. */
const DEEPEST = 64;

/** What holds no words. */
const WORDLESS = new Set(['script', 'style', 'head', 'title', 'template', 'iframe', 'object', 'svg']);

/** HTML as a tree, whatever it is: unclosed, crossed or endlessly nested. */
export function readTree(html: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open: Element[] = [root];
  let wordless = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (WORDLESS.has(name)) wordless += 1;
        const element: Element = { name, attributes, children: [] };
        const parent = open[Math.min(open.length, DEEPEST) - 1];
        if (wordless === 0) parent?.children.push(element);
        open.push(element);
      },
      ontext(text) {
        if (wordless > 0) return;
        open[Math.min(open.length, DEEPEST) - 1]?.children.push(text);
      },
      onclosetag(name) {
        if (WORDLESS.has(name)) wordless -= 1;
        open.pop();
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return root;
}

/** The words of an element, line breaks kept. */
export function textOfElement(element: Element): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return child;
      return child.name === 'br' ? '\n' : textOfElement(child);
    })
    .join('');
}
