/** Prints a result: JSON alone where asked for, else the words. */
export function print(json: boolean | undefined, data: unknown, words: () => string): void {
  process.stdout.write(`${json ? JSON.stringify(data, null, 2) : words()}\n`);
}
