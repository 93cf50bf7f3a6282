import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { connected, errorOf } from './connected.ts';

const store = connected();
const { Schema } = mongoose;

describe('mongoose', () => {
  it('creates, populates, and reads plain objects', async () => {
    const Author = store.connection().model('Author', new Schema({ name: String }));
    const Book = store
      .connection()
      .model('Book', new Schema({ title: String, author: { type: Schema.ObjectId, ref: 'Author' } }));
    const author = await Author.create({ name: 'Anna' });
    await Book.insertMany([
      { title: 'one', author: author._id },
      { title: 'two', author: author._id },
    ]);
    const books = await Book.find({ author: author._id })
      .sort('title')
      .populate<{ author: { name: string } }>('author')
      .lean();
    expect(books.map((book) => [book.title, book.author.name])).toEqual([
      ['one', 'Anna'],
      ['two', 'Anna'],
    ]);
    expect(await Book.exists({ title: 'three' })).toBeNull();
    expect(await Book.countDocuments({ author: author._id })).toBe(2);
  });

  it('notices that a document was changed by someone else', async () => {
    const schema = new Schema({ list: [String], n: Number }, { optimisticConcurrency: true });
    const Shared = store.connection().model('Shared', schema);
    const { _id } = await Shared.create({ list: ['a'], n: 1 });
    const [mine, theirs] = [await Shared.findById(_id), await Shared.findById(_id)];
    theirs?.set('n', 2);
    await theirs?.save();
    mine?.set('n', 3);
    expect((await errorOf(mine?.save() ?? Promise.resolve())).name).toBe('VersionError');
    expect(await Shared.findById(_id).lean()).toMatchObject({ n: 2, __v: 1 });
  });

  it('makes the indexes of a schema, and brings them up to date', async () => {
    const schema = new Schema({ mail: { type: String, unique: true }, at: { type: Date, expires: 3600 } });
    schema.index({ at: -1, mail: 1 });
    const User = store.connection().model('User', schema);
    await User.init();
    expect((await User.listIndexes()).map(({ name }) => name).sort()).toEqual([
      '_id_',
      'at_-1_mail_1',
      'at_1',
      'mail_1',
    ]);
    await User.collection.createIndex({ old: 1 });
    expect(await User.syncIndexes()).toEqual(['old_1']);
    await User.create({ mail: 'a@example.org' });
    expect((await errorOf(User.create({ mail: 'a@example.org' }))).code).toBe(11_000);
  });

  it('updates with pipelines, array filters and timestamps', async () => {
    const Doc = store
      .connection()
      .model('Doc', new Schema({ n: Number, items: [{ k: String, v: Number }] }, { timestamps: true }));
    const { _id } = await Doc.create({
      n: 1,
      items: [
        { k: 'a', v: 1 },
        { k: 'b', v: 2 },
      ],
    });
    await Doc.updateOne({ _id }, [{ $set: { n: { $add: ['$n', 5] } } }], { updatePipeline: true });
    await Doc.updateOne({ _id }, { $set: { 'items.$[x].v': 9 } }, { arrayFilters: [{ 'x.k': 'b' }] });
    const after = await Doc.findOneAndUpdate({ _id }, { $inc: { n: 1 } }, { returnDocument: 'after' }).lean();
    expect(after).toMatchObject({
      n: 7,
      items: [
        { k: 'a', v: 1 },
        { k: 'b', v: 9 },
      ],
      createdAt: expect.any(Date),
    });
  });

  it('walks a cursor over many documents', async () => {
    const Row = store.connection().model('Row', new Schema({ n: Number }));
    await Row.insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));
    let sum = 0;
    for await (const row of Row.find().batchSize(50).lean().cursor()) sum += row.n ?? 0;
    expect(sum).toBe(124_750);
  });
});

describe('A bulk of writes', () => {
  const operations = [
    { insertOne: { document: { _id: 1, n: 1 } } },
    { insertOne: { document: { _id: 1, n: 2 } } },
    { updateOne: { filter: { _id: 2 }, update: { $set: { n: 5 } }, upsert: true } },
    { deleteOne: { filter: { _id: 1 } } },
  ] as never[];

  it('in order ends at the first error', async () => {
    const things = store.collection();
    const error = (await errorOf(
      things.bulkWrite(operations),
    )) as unknown as mongoose.mongo.MongoBulkWriteError;
    expect(error.code).toBe(11_000);
    expect(error.result.insertedCount).toBe(1);
    expect(await things.find().toArray()).toEqual([{ _id: 1, n: 1 }]);
  });

  it('without order goes on after an error', async () => {
    const things = store.collection();
    const failed = errorOf(things.bulkWrite(operations, { ordered: false }));
    const { result } = (await failed) as unknown as mongoose.mongo.MongoBulkWriteError;
    expect([result.insertedCount, result.upsertedCount, result.deletedCount]).toEqual([1, 1, 1]);
    expect(await things.find().toArray()).toEqual([{ _id: 2, n: 5 }]);
  });

  it('of inserts names every one that was refused', async () => {
    const things = store.collection();
    const docs = [1, 2, 2, 3, 3].map((_id) => ({ _id })) as never[];
    const failed = errorOf(things.insertMany(docs, { ordered: false }));
    const { writeErrors } = (await failed) as unknown as { writeErrors: { index: number; code: number }[] };
    expect(writeErrors.map(({ index, code }) => [index, code])).toEqual([
      [2, 11_000],
      [4, 11_000],
    ]);
    expect(await things.countDocuments()).toBe(3);
  });
});
