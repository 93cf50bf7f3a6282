import { afterEach, expect, test } from 'vitest';
import { type BoltApp, startHttpApp } from '../../support/slack/bolt-app.ts';
import { Customers } from './customers.ts';

let customers: Customers;
let bolt: BoltApp;

afterEach(async () => {
  await bolt.stop();
  await customers.stop();
});

/** A workspace, and an app in it that answers with `answer`. */
async function workspaceWith(answer: (text: string) => string): Promise<void> {
  customers = await Customers.start();
  bolt = await startHttpApp(customers.slack);
  bolt.app.message(async ({ message, say }) => {
    if ('text' in message) await say(answer(message.text ?? ''));
  });
}

test('a customer who writes is answered, and both waits are known', async () => {
  await workspaceWith((text) => `You wrote: ${text}`);
  const customer = await customers.newcomer();
  const turns = [await customers.ask(customer), await customers.ask(customer)];
  for (const turn of turns) {
    expect(turn).toMatchObject({ acknowledged: true, answered: true });
    expect(turn.ackMs).toBeGreaterThan(0);
    expect(turn.replyMs).toBeGreaterThan(0);
  }
  expect(customer.sent).toBe(2);
});

test('the answer to an earlier question is not taken for the answer to this one', async () => {
  let posted: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    posted = resolve;
  });
  await workspaceWith(() => 'You wrote: Question 0.');
  customers.slack.gate('chat.postMessage', {
    place: 'after',
    when: () => {
      posted();
      return false;
    },
  });
  const asked = customers.ask(await customers.newcomer());
  await answered;
  customers.fail(new Error('still waiting'));
  await expect(asked).rejects.toThrow('still waiting');
});

test('when the app has died, whoever waits is told at once, and so is whoever asks later', async () => {
  await workspaceWith((text) => text);
  const gate = customers.slack.gate('chat.postMessage');
  const customer = await customers.newcomer();
  const asked = customers.ask(customer);
  await gate.reached();
  customers.fail(new Error('the app ended (1)'));
  await expect(asked).rejects.toThrow('the app ended (1)');
  await expect(customers.ask(customer)).rejects.toThrow('the app ended (1)');
  gate.release();
});
