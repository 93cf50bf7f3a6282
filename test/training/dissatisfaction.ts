/**
 * Trains config/models/dissatisfaction.json: how likely a customer is dissatisfied with the assistant's last answer.
 *
 * Data: the annotations of User Satisfaction Simulation over Schema-Guided Dialogue (USS, CC BY-NC 4.0,
 * https://github.com/sunnweiwei/user-satisfaction-simulation), one dialogue per line, as `baton replay` reads it. The
 * model holds weights only.
 *
 *   node --import tsx test/training/dissatisfaction.ts USS_SGD.jsonl [--cv] [--out config/models/dissatisfaction.json]
 *
 * `--cv` measures the launch policy in five-fold cross-validation over dialogues, three times shuffled.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openReader } from '../../src/cli/reader.ts';
import { readDissatisfactionModel } from '../../src/escalation/dissatisfaction/model.ts';
import type { Policy } from '../../src/escalation/policy.ts';
import { replay } from '../../src/escalation/replay.ts';
import { ReplayFigures } from '../../src/insights/replay-figures.ts';
import { launchPolicy } from '../support/reader.ts';
import { type Dialogue, trainDissatisfaction } from './dissatisfaction-model.ts';

const FOLDS = 5;
const SHUFFLES = [0, 1, 2];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cv: { type: 'boolean' }, out: { type: 'string' } },
});
const lines = readFileSync(positionals[0] ?? '', 'utf8')
  .trim()
  .split('\n');
const dialogues = lines.map((line) => JSON.parse(line) as Dialogue);

if (values.cv)
  for (const shuffle of SHUFFLES) console.log(JSON.stringify(crossValidate(shuffle, launchPolicy)));
if (values.out) {
  const source =
    'Trained by test/training/dissatisfaction.ts on USS over SGD (CC BY-NC 4.0); holds weights only, no text.';
  const model = { source, ...trainDissatisfaction(dialogues) };
  writeFileSync(values.out, `${JSON.stringify(model, null, 1)}\n`);
}

function crossValidate(shuffle: number, policy: Policy) {
  const foldOf = (at: number) => ((at * 7_919 + shuffle * 104_729) % 1_009) % FOLDS;
  const figures = new ReplayFigures();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = trainDissatisfaction(dialogues.filter((_, at) => foldOf(at) !== fold));
    const read = openReader(policy, { dissatisfaction: readDissatisfactionModel(model) });
    for (const one of dialogues.filter((_, at) => foldOf(at) === fold)) {
      figures.add(one, replay(one, policy, read), one.handoff);
    }
  }
  return figures.totals();
}
