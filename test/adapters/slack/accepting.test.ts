import { afterEach, describe, expect, it } from 'vitest';
import type { Acceptance } from '../../../src/channels/adapter.ts';
import { type Mode, type SlackWorld, startSlackWorld } from './slack-world.ts';

let world: SlackWorld;

afterEach(() => world.stop());

/** A promise, and the handle that resolves it. */
function barrier<T>(): { reached: Promise<T>; open: (value: T) => void } {
  let open: (value: T) => void = () => {};
  const reached = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { reached, open };
}

const MODES: Mode[] = ['http', 'socket'];

describe.each(MODES)('accepting before acknowledging, by %s', (mode) => {
  it('Slack is told nothing before the event is stored', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, customer, help } = world;
    const arrived = barrier<void>();
    const stored = barrier<Acceptance>();
    intake.answer = () => {
      arrived.open();
      return stored.reached;
    };
    const said = await slack.say({ user: customer, channel: help, text: 'hello' });
    const told: string[] = [];
    const delivered = said.delivered.then(([delivery]) =>
      told.push(`acknowledged ${delivery?.acknowledged}`),
    );
    await arrived.reached;
    // A whole turn of calls to Slack goes by, and still nothing is acknowledged.
    await world.channel.post(world.thread(help, said.ts), { kind: 'text', text: 'x' }, { key: 'turn' });
    told.push('stored');
    stored.open('accepted');
    await delivered;
    expect(told).toEqual(['stored', 'acknowledged true']);
  });

  it('an event that could not be stored is not acknowledged, comes again, and is then the same event', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, clock, customer, help, logger } = world;
    const refused = barrier<void>();
    intake.answer = async () => {
      refused.open();
      throw new Error('the store is away');
    };
    const said = await slack.say({ user: customer, channel: help, text: 'hello' });
    await refused.reached;
    // Over a WebSocket, Slack learns of it by silence.
    if (mode === 'socket') clock.advance(3000);
    expect((await said.delivered)[0]).toMatchObject({ acknowledged: false });
    intake.answer = async () => 'duplicate';
    expect(await slack.redeliverPending()).toMatchObject([{ acknowledged: true }]);
    expect(intake.events).toHaveLength(2);
    expect(intake.events[1]).toEqual(intake.events[0]);
    expect(logger.lines).toContainEqual({
      level: 'error',
      facts: { error: 'the store is away' },
      message: 'An event of Slack was not accepted; Slack will send it again',
    });
  });

  it.each<Acceptance>(['accepted', 'duplicate', 'ignored', 'refused'])(
    '%s is acknowledged',
    async (acceptance) => {
      world = await startSlackWorld({ mode });
      const { slack, intake, customer, help } = world;
      intake.answer = async () => acceptance;
      const said = await slack.say({ user: customer, channel: help, text: 'hello' });
      expect((await said.delivered)[0]?.acknowledged).toBe(true);
    },
  );

  it('a press that could not be stored shows as failed to the person, and a command says so', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, clock, customer, help } = world;
    const buttons = [{ id: 'human', label: 'Human', value: 'c' }];
    const post = await world.channel.post(
      world.thread(help, null),
      { kind: 'text', text: 'hi', buttons },
      { key: 'k' },
    );
    const failed = barrier<void>();
    intake.answer = async () => {
      failed.open();
      throw new Error('the store is away');
    };
    intake.answerTo = () => Promise.reject(new Error('the store is away'));
    const press = slack.click({ user: customer, channel: help, ts: post.id, actionId: 'human' });
    await failed.reached;
    if (mode === 'socket') clock.advance(3000);
    expect((await press).acknowledged).toBe(false);
    const command = { user: customer, channel: help, command: '/baton', text: 'human' };
    expect((await slack.command(command)).acknowledged).toBe(true);
    expect(slack.ephemerals(customer).map(({ text }) => text)).toEqual([
      'That did not work. Please try again in a moment.',
    ]);
  });

  it('the same message delivered three times has one id and one content', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, customer, help } = world;
    const said = await slack.say({ user: customer, channel: help, text: `<@${slack.botUserId}> hello` });
    await said.delivered;
    for (const id of said.eventIds.toReversed()) await slack.redeliver(id);
    expect(intake.events).toHaveLength(4);
    for (const event of intake.events) expect(event).toEqual(intake.events[0]);
  });

  it('an unknown name does not hold an event up: the id is the name', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, clock, customer, agent, help } = world;
    const gate = slack.gate('users.info');
    const said = await slack.say({ user: customer, channel: help, text: `hi <@${agent}>` });
    await gate.reached(1);
    clock.advance(800);
    // The author was asked for as soon as the event came, the mention with it.
    await gate.reached(2);
    clock.advance(800);
    expect((await said.delivered)[0]?.acknowledged).toBe(true);
    expect(intake.events).toMatchObject([{ author: { id: customer, name: customer }, text: `hi @${agent}` }]);
    gate.release();
  });

  it('a refused look-up of a name is not repeated for each message', async () => {
    world = await startSlackWorld({ mode });
    const { slack, intake, clock, customer, help } = world;
    slack.failNext('users.info', { status: 429, retryAfter: 30 });
    const say = async (text: string) => (await slack.say({ user: customer, channel: help, text })).delivered;
    await say('one');
    await say('two');
    clock.advance(30_000);
    await say('three');
    await say('four');
    const names = intake.of('customer.message').map(({ author }) => author.name);
    expect(names).toEqual([customer, customer, 'The Customer', 'The Customer']);
    expect(slack.calls.filter(({ method }) => method === 'users.info')).toHaveLength(2);
  });

  it('stopping waits for what is being stored, and takes nothing new', async () => {
    world = await startSlackWorld({ mode });
    const { slack, channel, intake, clock, customer, help } = world;
    const arrived = barrier<void>();
    const stored = barrier<Acceptance>();
    intake.answer = () => {
      arrived.open();
      return stored.reached;
    };
    const said = await slack.say({ user: customer, channel: help, text: 'hello' });
    await arrived.reached;
    const order: string[] = [];
    const stopped = channel.stop().then(() => order.push('stopped'));
    const late = await slack.say({ user: customer, channel: help, text: 'too late' });
    if (mode === 'http') expect((await late.delivered)[0]?.acknowledged).toBe(false);
    order.push('stored');
    stored.open('accepted');
    expect((await said.delivered)[0]?.acknowledged).toBe(true);
    await stopped;
    clock.advance(3000);
    expect((await late.delivered)[0]?.acknowledged).toBe(false);
    expect(order).toEqual(['stored', 'stopped']);
    expect(intake.events).toHaveLength(1);
  });

  it('an adapter that was stopped can be started again', async () => {
    world = await startSlackWorld({ mode });
    const { slack, channel, intake, customer, help } = world;
    await channel.stop();
    await channel.start(intake);
    if (mode === 'http') await slack.connectHttp(channel.url());
    await (await slack.say({ user: customer, channel: help, text: 'again' })).delivered;
    expect(intake.events).toHaveLength(1);
  });
});

describe('Socket Mode', () => {
  it('what arrives while Slack changes the connection is not lost', async () => {
    world = await startSlackWorld({ mode: 'socket' });
    const { slack, intake, customer, help } = world;
    slack.sockets.refresh('refresh_requested');
    const said = await slack.say({ user: customer, channel: help, text: 'hello' });
    expect((await said.delivered)[0]?.acknowledged).toBe(false);
    await slack.sockets.connected();
    expect(await slack.redeliverPending()).toMatchObject([{ acknowledged: true }]);
    expect(intake.events).toHaveLength(1);
  });

  it('a token that is revoked while connected ends neither the process nor the wish to reconnect', async () => {
    world = await startSlackWorld({ mode: 'socket' });
    const { slack, logger } = world;
    slack.failNext('apps.connections.open', { error: 'invalid_auth' });
    slack.sockets.drop();
    await slack.until(
      () => slack.calls.filter(({ method }) => method === 'apps.connections.open').length === 2,
    );
    await expect
      .poll(() => logger.lines.some(({ message }) => message.startsWith('Slack cannot be reached')))
      .toBe(true);
    world.clock.advance(30_000);
    await slack.sockets.connected();
    expect(slack.sockets.open).toBe(1);
  });
});
