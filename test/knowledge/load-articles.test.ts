import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadArticles } from '../../src/knowledge/load-articles.ts';
import { knowledgeStats } from '../../src/knowledge/stats.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-kb-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = async (name: string, content: string) => {
  await mkdir(join(folder, name, '..'), { recursive: true });
  await writeFile(join(folder, name), content);
};

describe('loading a knowledge base', () => {
  it('takes Markdown with front matter, in subfolders too', async () => {
    await write(
      'billing/refunds.md',
      '---\ntitle: Refunds\nurl: https://x.example/r\narea: billing\nupdated: 2026-02-01\n---\nText.',
    );
    const { articles, problems } = await loadArticles(folder);
    expect(problems).toEqual([]);
    expect(articles).toEqual([
      {
        id: 'billing/refunds',
        title: 'Refunds',
        url: 'https://x.example/r',
        area: 'billing',
        updated: '2026-02-01',
        text: 'Text.',
      },
    ]);
  });

  it('takes the first heading, else the file name, as the title where none is given', async () => {
    await write('a.md', 'x\n# Heading\ny');
    await write('b.md', 'just text');
    expect((await loadArticles(folder)).articles.map(({ title }) => title)).toEqual(['Heading', 'b']);
  });

  it('takes HTML as text, without scripts', async () => {
    await write(
      'p.html',
      '<html><head><title>T &amp; U</title><script>evil()</script></head><body><h2>How</h2><p>Press <code>x&lt;y</code>.</p><ul><li>one</li></ul></body></html>',
    );
    const [article] = (await loadArticles(folder)).articles;
    expect(article?.title).toBe('T & U');
    expect(article?.text).toBe('## How\n\nPress `x<y`.\n\n- one');
  });

  it('leaves out files that hold no text, and says what is wrong with front matter', async () => {
    await writeFile(join(folder, 'picture.md'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]));
    await writeFile(join(folder, 'wide.html'), Buffer.from('# Saved as UTF-16', 'utf16le'));
    await writeFile(join(folder, 'marked.md'), '\uFEFF# Kiwis\n\nThey ripen late.');
    await write('open.md', '---\ntitle: [unclosed\n---\nText.');
    const { articles, problems } = await loadArticles(folder);
    expect(articles).toEqual([{ id: 'marked', title: 'Kiwis', text: '# Kiwis\n\nThey ripen late.' }]);
    expect(problems).toEqual([
      expect.stringMatching(/^open\.md: front matter \(between the lines ---\): .*[^:]$/),
      'picture.md: is no text in UTF-8; save it as UTF-8, or take it out',
      'wide.html: is no text in UTF-8; save it as UTF-8, or take it out',
    ]);
  });

  it('takes JSONL, and names the line of what is broken without losing the rest', async () => {
    await write(
      'k.jsonl',
      '{"id":1,"title":"A","text":"a"}\nnot json\n{"id":"b","title":"","text":""}\n{"id":"c","title":"C","text":"c","url":"https://x.example"}\n',
    );
    const { articles, problems } = await loadArticles(join(folder, 'k.jsonl'));
    expect(articles.map(({ id }) => id)).toEqual(['1', 'c']);
    expect(problems).toEqual([
      'k.jsonl, line 2: is no JSON',
      expect.stringContaining('k.jsonl, line 3: text: neither'),
    ]);
  });

  it('makes one article of the lines with one id, so that a question can be given in many ways', async () => {
    await write(
      'k.jsonl',
      '{"id":"cancel","text":"cancel my order"}\n{"id":"size","title":"Sizes","text":"which size"}\n{"id":"cancel","text":"stop the order"}\n',
    );
    const { articles, problems } = await loadArticles(folder);
    expect(problems).toEqual([]);
    expect(articles).toEqual([
      { id: 'cancel', title: 'cancel', text: 'cancel my order\n\nstop the order' },
      { id: 'size', title: 'Sizes', text: 'which size' },
    ]);
  });

  it.each([
    ['broken front matter', '---\ntitle: [\n---\nx'],
    ['an address that is none', '---\nurl: javascript:alert(1)\n---\nx'],
    ['no text', '---\ntitle: A\n---\n'],
  ])('tells of %s, and goes on', async (_, content) => {
    await write('bad.md', content);
    await write('good.md', 'fine');
    const { articles, problems } = await loadArticles(folder);
    expect(articles).toHaveLength(1);
    expect(problems).toEqual([expect.stringContaining('bad.md')]);
  });

  it('runs no code that stands in front matter', async () => {
    await write('evil.md', '---js\n({ title: globalThis.pwned = "yes" })\n---\nx');
    const { articles, problems } = await loadArticles(folder);
    expect((globalThis as { pwned?: string }).pwned).toBeUndefined();
    expect(articles).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  it('says how to mend a path that is not there', async () => {
    await expect(loadArticles(join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'knowledge.unreadable',
      mend: expect.stringContaining('knowledge.path'),
    });
  });
});

it('counts what there is', async () => {
  await write('a.md', '---\narea: billing\nlanguage: en\nupdated: 2026-01-01\n---\none two');
  await write('b.md', '---\narea: billing\nupdated: 2026-02-01\n---\nthree');
  const { articles } = await loadArticles(folder);
  expect(knowledgeStats(articles)).toEqual({
    articles: 2,
    passages: 2,
    words: 3,
    languages: { en: 1, '-': 1 },
    areas: { billing: 2 },
    oldest: '2026-01-01',
    newest: '2026-02-01',
  });
});
