import type { Store } from '../../../src/store/store.ts';

/** The same store, which answers nothing any more once it is dead. */
export function mortalStore(store: Store, isDead: () => boolean): Store {
  return mortal(store, isDead);
}

function mortal<T extends object>(part: T, isDead: () => boolean): T {
  return new Proxy(part, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof value === 'function') {
        return (...args: unknown[]) =>
          isDead() ? Promise.reject(new Error('connection refused')) : value.apply(target, args);
      }
      return typeof value === 'object' && value !== null && key !== 'model' ? mortal(value, isDead) : value;
    },
  });
}
