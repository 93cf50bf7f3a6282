import { MongoError, toMongoError } from '../../mongo-error.ts';
import { type Doc, decode, encode, isDoc, type Raw, withIdFirst } from '../../values/doc.ts';
import { rank, rankOf } from '../../values/key-string.ts';
import { type Command, checkBatch, namespaceOf } from '../call.ts';
import { eachStatement } from './each-statement.ts';

/** The largest document, as `hello` announces. */
export const MOST_DOCUMENT_BYTES = 16 * 1024 * 1024;

export const insert: Command = {
  fields: ['insert', 'documents', 'ordered', 'bypassDocumentValidation'],
  run(call) {
    const { catalog } = call.engine;
    const collection = catalog.getOrCreate(namespaceOf(call));
    let n = 0;
    const errors = eachStatement(call, checkBatch(rawDocuments(call.documents, call.body)), (given) => {
      const { raw, doc } = complete(given);
      checkStorable(raw, doc);
      catalog.insert(collection, raw, doc);
      n += 1;
    });
    return { n, ...errors, ok: 1 };
  },
};

function rawDocuments(beside: Map<string, Raw[]>, body: Doc): Raw[] {
  const inBody = body['documents'];
  const list =
    beside.get('documents') ??
    (Array.isArray(inBody) && inBody.every(isDoc) ? inBody.map(encode) : undefined);
  if (list) return list;
  throw new MongoError('TypeMismatch', "Field 'documents' must be an array of objects");
}

/** Decodes a document, which also shows that it is sound, and sees to an `_id` at its beginning. */
function complete(raw: Raw): { raw: Raw; doc: Doc } {
  let doc: Doc;
  try {
    doc = decode(raw);
  } catch (error) {
    throw new MongoError('BadValue', `A document is malformed: ${toMongoError(error).message}`);
  }
  if (Object.keys(doc)[0] === '_id') return { raw, doc };
  const whole = withIdFirst(doc);
  return { raw: encode(whole), doc: whole };
}

/** Throws where a document could not be stored, or not be found again. */
export function checkStorable(raw: Raw, doc: Doc): void {
  if (raw.byteLength > MOST_DOCUMENT_BYTES) {
    throw new MongoError(
      'BSONObjectTooLarge',
      `The document has ${raw.byteLength} bytes; ${MOST_DOCUMENT_BYTES} are allowed`,
    );
  }
  const kind = rankOf(doc['_id']);
  if (kind === rank.array || kind === rank.regex) {
    throw new MongoError('BadValue', "The '_id' value cannot be an array or a regular expression");
  }
}
