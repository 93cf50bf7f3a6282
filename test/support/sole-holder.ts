import type { Leases } from '../../src/channels/adapter.ts';

/** Leases where nobody else asks for one: each is held at once, and for as long as its work goes on. */
export function soleHolder(): Leases {
  return {
    hold(_name, work) {
      const lost = new AbortController();
      const working = work(lost.signal);
      return {
        async release() {
          lost.abort(new Error('released'));
          await working;
        },
      };
    },
  };
}
