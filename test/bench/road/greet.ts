import type { Customer, Customers } from './customers.ts';

/** First messages under way at once. */
const AT_ONCE = 50;

/** Opens the conversations of those who have not written yet: each sends one message and gets its reply. */
export async function greet(customers: Customers, some: readonly Customer[]): Promise<void> {
  const newcomers = some.filter(({ sent }) => sent === 0).values();
  const greetOneByOne = async () => {
    for (const newcomer of newcomers) await customers.ask(newcomer);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, greetOneByOne));
}
