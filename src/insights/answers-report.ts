import type { AnswerFigures, JudgedAnswer } from './eval-answers.ts';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
article{border:1px solid #ddd;border-left:4px solid #2e7d32;border-radius:6px;padding:.6rem 1rem;margin:.8rem 0}
article.wrong{border-left-color:#c62828}h2{font-size:1rem;margin:.2rem 0}pre{white-space:pre-wrap;font:inherit;margin:.4rem 0}
.faults{color:#c62828;font-weight:600}.small{color:#666;font-size:.85rem}table{border-collapse:collapse}td,th{padding:.2rem .8rem;text-align:right}
@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}article{border-color:#444}.small{color:#aaa}.faults{color:#ef9a9a}}`;

/** A page with every question, its answer and what is wrong with it, the wrong ones first. */
export function answersReport(judged: readonly JudgedAnswer[], figures: AnswerFigures): string {
  const ordered = judged.toSorted(
    (one, other) => other.faults.length - one.faults.length || one.line - other.line,
  );
  const head = Object.keys(figures).map((name) => `<th>${escapeHtml(name.replaceAll('_', ' '))}</th>`);
  const cells = Object.values(figures).map((value) => `<td>${value}</td>`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Answers</title><style>${STYLE}</style></head>
<body><h1>Answers</h1>
<table><tr>${head.join('')}</tr><tr>${cells.join('')}</tr></table>
${ordered.map(articleOf).join('\n')}
</body></html>
`;
}

function articleOf({ line, question, given, faults }: JudgedAnswer): string {
  const said = given.kind === 'abstain' ? '(abstains)' : given.text;
  const from = given.articles.join(', ') || 'no article';
  const wrong = faults.length > 0 ? `<p class="faults">${escapeHtml(faults.join('; '))}</p>` : '';
  return `<article class="${faults.length > 0 ? 'wrong' : 'right'}"><h2>${escapeHtml(question)}</h2>${wrong}<pre>${escapeHtml(said)}</pre>
<p class="small">line ${line} · ${given.kind} · from ${escapeHtml(from)} · confidence ${given.confidence.toFixed(2)}</p></article>`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (letter) => entities[letter] ?? letter);
}
