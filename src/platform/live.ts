/** What is in force at this moment. Cheap; asked again for each piece of work, and once for all of that piece. */
export type Live<T> = () => T;

/** Computes something of a live value once for each value that it takes. */
export function derived<T, R>(live: Live<T>, compute: (value: T) => R): Live<R> {
  let known: { of: T; result: R } | undefined;
  return () => {
    const value = live();
    if (known?.of !== value) known = { of: value, result: compute(value) };
    return known.result;
  };
}

/** Builds something anew only where the part of a live value that it is built from is another than before, in JSON. */
export function builtFrom<T, R>(live: Live<T>, part: (value: T) => unknown, build: (value: T) => R): Live<R> {
  let known: { part: string; result: R } | undefined;
  return derived(live, (value) => {
    const now = JSON.stringify(part(value));
    if (known?.part !== now) known = { part: now, result: build(value) };
    return known.result;
  });
}
