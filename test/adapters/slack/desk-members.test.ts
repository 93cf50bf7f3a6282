import { afterEach, describe, expect, it } from 'vitest';
import { type Mode, type SlackWorld, startSlackWorld } from './slack-world.ts';

let world: SlackWorld;

afterEach(() => world.stop());

const MODES: Mode[] = ['http', 'socket'];

describe.each(MODES)('who may act at the desk, by %s', (mode) => {
  it('members of the desk channel, and nobody else', async () => {
    world = await startSlackWorld({ mode });
    expect(await world.desk.isMember(world.agent)).toBe(true);
    expect(await world.desk.isMember(world.customer)).toBe(false);
    expect(world.slack.calls.filter(({ method }) => method === 'conversations.members')).toHaveLength(1);
  });

  it('somebody removed is refused at once, somebody invited is let in at once', async () => {
    world = await startSlackWorld({ mode });
    const { slack, desk, deskChannel, agent, customer } = world;
    expect(await desk.isMember(agent)).toBe(true);
    await slack.leave(deskChannel, agent).delivered;
    await slack.join(deskChannel, customer).delivered;
    expect(await desk.isMember(agent)).toBe(false);
    expect(await desk.isMember(customer)).toBe(true);
    expect(slack.calls.filter(({ method }) => method === 'conversations.members')).toHaveLength(1);
  });

  it('somebody removed while the list is being read is refused, too', async () => {
    world = await startSlackWorld({ mode });
    const { slack, desk, deskChannel, agent } = world;
    const gate = slack.gate('conversations.members', { place: 'after' });
    const asked = desk.isMember(agent);
    await gate.reached();
    await slack.leave(deskChannel, agent).delivered;
    gate.release();
    expect(await asked).toBe(false);
  });

  it('leaving another channel changes nothing', async () => {
    world = await startSlackWorld({ mode });
    const { slack, desk, help, agent } = world;
    expect(await desk.isMember(agent)).toBe(true);
    await slack.leave(help, agent).delivered;
    expect(await desk.isMember(agent)).toBe(true);
  });
});

describe('the list of members', () => {
  it('is read again before long, in case another process was told of a change', async () => {
    world = await startSlackWorld({ fake: { events: ['message.channels'] } });
    const { slack, desk, clock, deskChannel, agent } = world;
    expect(await desk.isMember(agent)).toBe(true);
    await slack.leave(deskChannel, agent).delivered;
    clock.advance(15_000);
    expect(await desk.isMember(agent)).toBe(false);
  });

  it('is read page by page', async () => {
    world = await startSlackWorld({ unstarted: true });
    const { slack, desk, channel, intake, deskChannel } = world;
    const last = Array.from({ length: 1001 }, (_, n) => slack.addUser({ name: `agent${n}` }).id).map((id) => {
      slack.join(deskChannel, id);
      return id;
    });
    await channel.start(intake);
    expect(await desk.isMember(last.at(-1) ?? '')).toBe(true);
    expect(slack.calls.filter(({ method }) => method === 'conversations.members')).toHaveLength(2);
  });

  it('that cannot be read says so, and lets nobody in', async () => {
    world = await startSlackWorld();
    world.slack.failNext('conversations.members', { error: 'internal_error' });
    await expect(world.desk.isMember(world.agent)).rejects.toMatchObject({ code: 'delivery.retryable' });
    expect(await world.desk.isMember(world.agent)).toBe(true);
  });
});
