import type { Store } from '../../src/store/store.ts';

/** Told of each call, such as `outbox.sent`, before it goes to the store and after it came back. */
export interface Watch {
  before?(call: string): Promise<void> | void;
  after?(call: string): Promise<void> | void;
}

const REPOSITORIES = [
  'conversations',
  'messages',
  'escalations',
  'events',
  'outbox',
  'timers',
  'forgets',
  'erasing',
] as const;

/** The same store, with every call watched: for holding calls up, and for dying at a chosen one. */
export function watchedStore(store: Store, watch: Watch): Store {
  const watched = { ...store };
  for (const name of REPOSITORIES) {
    Object.assign(watched, { [name]: watchedRepository(name, store[name], watch) });
  }
  return watched;
}

function watchedRepository<T extends object>(name: string, repository: T, watch: Watch): T {
  return new Proxy(repository, {
    get(target, key, receiver) {
      const value = Reflect.get(target, key, receiver);
      if (typeof value !== 'function' || key === 'model') return value;
      return async (...args: unknown[]) => {
        const call = `${name}.${String(key)}`;
        await watch.before?.(call);
        const result = await value.apply(target, args);
        await watch.after?.(call);
        return result;
      };
    },
  });
}
