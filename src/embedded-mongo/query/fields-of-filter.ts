import { type Doc, isDoc } from '../values/doc.ts';
import { type Fields, fieldsOf } from '../values/fields.ts';

/** The fields that a filter looks at; undefined where that cannot be told, so that whole documents are needed. */
export function fieldsOfFilter(filter: Doc): Fields | undefined {
  const paths: string[] = [];
  return gather(filter, paths) ? fieldsOf(paths) : undefined;
}

function gather(filter: Doc, paths: string[]): boolean {
  return Object.entries(filter).every(([path, operand]) => {
    if (path === '$comment') return true;
    if (!path.startsWith('$')) return paths.push(path) > 0;
    const branches = ['$and', '$or', '$nor'].includes(path) && Array.isArray(operand) ? operand : undefined;
    return branches?.every((branch) => isDoc(branch) && gather(branch, paths)) ?? false;
  });
}
