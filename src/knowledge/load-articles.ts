import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import matter from 'gray-matter';
import { z } from 'zod';
import { BatonError, messageOf } from '../platform/errors.ts';
import type { Article } from './article.ts';
import { htmlToMarkdown } from './html.ts';

/** What a folder or file held: its articles, and what could not be read, each as file, line and reason. */
export interface Loaded {
  articles: Article[];
  problems: string[];
}

const front = z.object({
  title: z.string().optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  language: z.string().optional(),
  area: z.string().optional(),
  audience: z.union([z.string(), z.array(z.string()).transform((all) => all.join(', '))]).optional(),
  updated: z.union([z.date(), z.string()]).optional(),
});

const line = z
  .object({
    id: z.coerce.string().min(1),
    title: z.string().trim().optional(),
    text: z.string().trim().optional(),
    url: z.url({ protocol: /^https?$/ }).optional(),
    language: z.string().optional(),
    area: z.string().optional(),
    audience: z.string().optional(),
    updated: z.string().optional(),
  })
  .refine(({ title, text }) => title || text, { path: ['text'], message: 'neither title nor text' });

/**
 * Reads the articles of a folder (with its subfolders) or file: Markdown with front matter, HTML, or JSONL
 * `{id,title,text,url?}`, in which several lines may have one id. What is broken is told in `problems`, and does not keep the rest out. Throws
 * `knowledge.unreadable` where there is no such folder or file.
 */
export async function loadArticles(path: string): Promise<Loaded> {
  const loaded: Loaded = { articles: [], problems: [] };
  const seen = new Map<string, string>();
  for (const { file, name } of await filesOf(path)) {
    const { articles, problems } = await readOne(file, name);
    loaded.problems.push(...problems);
    for (const article of articles) {
      const other = seen.get(article.id);
      if (other) loaded.problems.push(`${name}: the id ${article.id} is taken by ${other} already`);
      else loaded.articles.push(article);
      seen.set(article.id, other ?? name);
    }
  }
  return loaded;
}

async function filesOf(path: string): Promise<{ file: string; name: string }[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [{ file: path, name: path.split(/[\\/]/).at(-1) ?? path }];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && READERS.has(extname(entry.name).toLowerCase()))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => ({ file, name: relative(path, file) }));
  } catch (error) {
    throw new BatonError(
      'knowledge.unreadable',
      `Cannot read the knowledge base at ${path}: ${messageOf(error)}`,
      {
        mend: 'Name a folder or file of Markdown, HTML or JSONL that is there: knowledge.path, or the path that was given.',
        cause: error,
      },
    );
  }
}

type Reader = (content: string, name: string) => Loaded;

const READERS = new Map<string, Reader>([
  ['.md', readMarkdown],
  ['.markdown', readMarkdown],
  ['.html', readHtml],
  ['.htm', readHtml],
  ['.jsonl', readLines],
]);

async function readOne(file: string, name: string): Promise<Loaded> {
  const reader = READERS.get(extname(file).toLowerCase());
  if (!reader) return problem(name, 'is no Markdown, HTML or JSONL file');
  let content: string;
  try {
    content = UTF8.decode(await readFile(file));
  } catch (error) {
    return problem(name, error instanceof TypeError ? NO_TEXT : messageOf(error));
  }
  return content.includes('\0') ? problem(name, NO_TEXT) : reader(content, name);
}

/** Throws a TypeError where bytes are none; what marks the beginning of a file as UTF-8 is left out. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });
const NO_TEXT = 'is no text in UTF-8; save it as UTF-8, or take it out';

/** gray-matter runs front matter marked `js`; an article is never code. */
const NO_CODE = {
  parse(): never {
    throw new Error('front matter must be YAML');
  },
};

function readMarkdown(content: string, name: string): Loaded {
  let read: { data: unknown; content: string };
  try {
    read = matter(content, { engines: { javascript: NO_CODE } });
  } catch (error) {
    const [said = ''] = messageOf(error).split('\n');
    return problem(name, `front matter (between the lines ---): ${said.replace(/:$/, '')}`);
  }
  const { content: text } = read;
  const parsed = front.safeParse(read.data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return problem(name, `front matter, ${issue?.path.join('.')}: ${issue?.message}`);
  }
  if (!text.trim()) return problem(name, 'has no text');
  const { title, updated, ...rest } = parsed.data;
  const id = idOf(name);
  const heading = /^#\s+(.+)$/m.exec(text)?.[1]?.trim();
  const article = {
    id,
    title: title ?? heading ?? id,
    text: text.trim(),
    ...defined(rest),
    ...(updated ? { updated: updated instanceof Date ? updated.toISOString().slice(0, 10) : updated } : {}),
  };
  return { articles: [article], problems: [] };
}

function readHtml(content: string, name: string): Loaded {
  const { title, text } = htmlToMarkdown(content);
  if (!text) return problem(name, 'has no text');
  return { articles: [{ id: idOf(name), title: title || idOf(name), text }], problems: [] };
}

/** Several lines with one id are one article: each adds what it says, as a question asked in many ways does. */
function readLines(content: string, name: string): Loaded {
  const articles = new Map<string, Article>();
  const problems: string[] = [];
  for (const [index, raw] of content.split('\n').entries()) {
    if (!raw.trim()) continue;
    try {
      const parsed = line.safeParse(JSON.parse(raw));
      if (parsed.success) {
        const article = articleOf(parsed.data);
        articles.set(article.id, joined(articles.get(article.id), article));
      } else {
        const [issue] = parsed.error.issues;
        problems.push(`${name}, line ${index + 1}: ${issue?.path.join('.')}: ${issue?.message}`);
      }
    } catch {
      problems.push(`${name}, line ${index + 1}: is no JSON`);
    }
  }
  return { articles: [...articles.values()], problems };
}

function articleOf({ id, title, text, ...rest }: z.infer<typeof line>): Article {
  return { id, title: title || id, text: text || title || '', ...defined(rest) };
}

function joined(first: Article | undefined, next: Article): Article {
  if (!first) return next;
  const said = next.title === first.title || next.title === next.id ? [] : [next.title];
  const text = [first.text, ...said, next.text].join('\n\n');
  return { ...first, text };
}

function idOf(name: string): string {
  return name.replace(/\.[^.]+$/, '').replaceAll('\\', '/');
}

function problem(name: string, reason: string): Loaded {
  return { articles: [], problems: [`${name}: ${reason}`] };
}

/** The entries that are there: absent and undefined are not the same to a reader. */
function defined<T extends Record<string, unknown>>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}
