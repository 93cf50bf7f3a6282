import type { Conversation } from '../conversation/conversation.ts';
import type { SimilarCase } from '../conversation/reply.ts';
import { loadRankModel } from '../knowledge/load-rank-model.ts';
import { createSearchIndex } from '../knowledge/search-index.ts';
import type { Store } from '../store/store.ts';

/** Resolved cases that are looked through, the latest; and how many are shown. */
const LOOKED_THROUGH = 300;
const SHOWN = 3;
/** Share of what is asked that a case must speak of. */
const LIKE = 0.5;

/** Cases that humans have resolved and that read like this one, the most alike first. */
export async function similarCases(
  { escalations }: Pick<Store, 'escalations'>,
  { episode, recent }: Conversation,
): Promise<SimilarCase[]> {
  const ask = recent.findLast(({ role }) => role === 'customer')?.text ?? episode?.ask ?? '';
  const resolved = await escalations.resolved(LOOKED_THROUGH);
  const index = createSearchIndex(loadRankModel());
  const cases = new Map<string, SimilarCase>();
  for (const { _id: id, ask: asked, solution, resolution } of resolved) {
    // What did not solve one case helps with no other; older cases say only that they were resolved.
    if (id === episode?.id || !solution || !asked || (resolution ?? 'solved') !== 'solved') continue;
    cases.set(id, { ask: asked, solution });
    index.put(id, [{ id, articleId: id, title: '', headings: [], text: asked }]);
  }
  return index
    .search(`${episode?.ask ?? ''} ${ask}`, SHOWN)
    .filter(({ coverage }) => coverage >= LIKE)
    .flatMap(({ passage }) => cases.get(passage.articleId) ?? []);
}
