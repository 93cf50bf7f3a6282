import { describe, expect, it } from 'vitest';
import { inBatches } from '../../src/store/in-batches.ts';

/** A call whose end the test decides on. */
function controlled() {
  const calls: { items: number[]; end: (error?: Error) => void }[] = [];
  const ask = inBatches<number, string>(
    (items) =>
      new Promise((resolve, reject) => {
        calls.push({
          items,
          end: (error) => (error ? reject(error) : resolve(items.map((item) => `result ${item}`))),
        });
      }),
  );
  const call = (index: number) => {
    const found = calls[index];
    if (!found) throw new Error(`there was no call ${index}`);
    return found;
  };
  return { ask, call, calls };
}

describe('calls in batches', () => {
  it('go at once when nothing is under way, and together while something is', async () => {
    const { ask, call, calls } = controlled();
    const first = ask(1);
    const others = [ask(2), ask(3)];
    expect(calls.map(({ items }) => items)).toEqual([[1]]);
    call(0).end();
    expect(await first).toBe('result 1');
    expect(calls.map(({ items }) => items)).toEqual([[1], [2, 3]]);
    call(1).end();
    expect(await Promise.all(others)).toEqual(['result 2', 'result 3']);
  });

  it('that fail tell each of their callers, and the next ones go on', async () => {
    const { ask, call } = controlled();
    const first = ask(1);
    const second = ask(2);
    call(0).end(new Error('disk full'));
    await expect(first).rejects.toThrow('disk full');
    call(1).end();
    expect(await second).toBe('result 2');
  });

  it('have a limit', async () => {
    const { ask, call, calls } = controlled();
    const all = [...Array(302).keys()].map(ask);
    for (let index = 0; index < 3; index++) {
      call(index).end();
      await all[index === 0 ? 0 : index === 1 ? 200 : 301];
    }
    expect(calls.map(({ items }) => items.length)).toEqual([1, 200, 101]);
  });
});
