import { MongoError } from '../mongo-error.ts';
import { compileFilter } from '../query/matcher.ts';
import { type Doc, isDoc } from '../values/doc.ts';
import { checkOperators } from './mingo-options.ts';

/** Stages that are as in MongoDB, by mingo or by ourselves. Those that write are not among them. */
const known = new Set([
  '$addFields',
  '$bucket',
  '$bucketAuto',
  '$count',
  '$facet',
  '$graphLookup',
  '$group',
  '$limit',
  '$lookup',
  '$match',
  '$project',
  '$redact',
  '$replaceRoot',
  '$replaceWith',
  '$set',
  '$setWindowFields',
  '$skip',
  '$sort',
  '$sortByCount',
  '$unionWith',
  '$unset',
  '$unwind',
]);

/** Throws for stages and operators that are not known, also in pipelines inside of stages. */
export function checkStages(stages: unknown): void {
  if (!Array.isArray(stages)) throw new MongoError('TypeMismatch', 'A pipeline must be an array');
  for (const stage of stages) {
    const [name = '', operand] = isDoc(stage) ? (Object.entries(stage)[0] ?? []) : [];
    if (!isDoc(stage) || Object.keys(stage).length !== 1) {
      throw new MongoError('UnknownStage', 'A pipeline stage must be an object with exactly one field');
    }
    if (!known.has(name)) throw new MongoError('UnknownStage', `Unrecognized pipeline stage name: '${name}'`);
    checkStage(name, operand);
  }
}

function checkStage(name: string, operand: unknown): void {
  if (name === '$match') {
    compileFilter(operand);
  } else if (name === '$facet' && isDoc(operand)) {
    Object.values(operand).forEach(checkStages);
  } else if (isDoc(operand) && 'pipeline' in operand) {
    const { pipeline, ...rest } = operand;
    checkStages(pipeline);
    checkOperators(rest);
  } else {
    checkOperators(operand);
  }
}

/** Whether a stage only counts documents, so that they need not be looked at. */
export function onlyCounts(stage: Doc | undefined): boolean {
  if (!stage) return false;
  if ('$count' in stage) return true;
  const group = stage['$group'];
  if (!isDoc(group)) return false;
  const { _id, ...sums } = group;
  const constant = _id === null || typeof _id === 'number' || typeof _id === 'boolean';
  return constant && Object.values(sums).every((sum) => isDoc(sum) && typeof sum['$sum'] === 'number');
}
