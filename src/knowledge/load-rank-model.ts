import { readFileSync } from 'node:fs';
import { packagePath } from '../platform/package-path.ts';
import { type RankModel, rankModel } from './search/rank-model.ts';

/** The ranker that is shipped with Baton; test/training/ranker.ts makes it. */
export function loadRankModel(): RankModel {
  return rankModel.parse(JSON.parse(readFileSync(packagePath('config/models/ranker.json'), 'utf8')));
}
