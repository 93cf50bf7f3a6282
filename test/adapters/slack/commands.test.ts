import { afterEach, describe, expect, it } from 'vitest';
import type { CommandAnswer } from '../../../src/channels/command.ts';
import { type Mode, type SlackWorld, startSlackWorld } from './slack-world.ts';

let world: SlackWorld;
afterEach(() => world.stop());

const said = (text: string, here = false): CommandAnswer => ({
  kind: 'answer',
  content: { kind: 'text', text },
  here,
});
const type = (text: string, more: object = {}) =>
  world.slack.command({ user: world.customer, channel: world.general, command: '/baton', text, ...more });
const told = () => world.slack.ephemerals(world.customer).map(({ text }) => text);

describe('a command’s answer on Slack', () => {
  it.each(['http', 'socket'] as Mode[])(
    'that is there in time comes with the acknowledgement, by %s',
    async (mode) => {
      world = await startSlackWorld({ mode });
      world.intake.answerTo = async () => said('Two are **waiting**.');
      const { acknowledged, answer } = await type('queue');
      expect(acknowledged).toBe(true);
      expect(answer).toMatchObject({ response_type: 'ephemeral', text: 'Two are *waiting*.' });
      expect(told()).toEqual(['Two are *waiting*.']);
    },
  );

  it.each(['http', 'socket'] as Mode[])(
    'that is late is acknowledged in time, and follows for everybody where it is for all, by %s',
    async (mode) => {
      world = await startSlackWorld({ mode });
      const { slack, intake, clock, general } = world;
      let answer: (late: CommandAnswer) => void = () => {};
      const asked = new Promise<void>((resolve) => {
        intake.answerTo = () => {
          resolve();
          return new Promise((late) => (answer = late));
        };
      });
      const typed = type('report --here');
      await asked;
      clock.advance(2_500);
      expect((await typed).acknowledged).toBe(true);
      answer(said('Here it is.', true));
      await slack.until(() => slack.history(general).length === 1);
      expect(slack.history(general)[0]?.text).toBe('Here it is.');
    },
  );

  it('that never comes is given up after half a minute, and a form that comes late is not shown', async () => {
    world = await startSlackWorld();
    const { slack, intake, clock, customer } = world;
    const asked: (() => void)[] = [];
    const waits = () =>
      new Promise<void>((resolve) => {
        asked.push(resolve);
      });
    let answer: (late: CommandAnswer) => void = () => {};
    intake.answerTo = () => {
      asked.shift()?.();
      return new Promise((late) => (answer = late));
    };
    for (const after of ['never', 'form']) {
      const arrived = waits();
      const typed = type('report');
      await arrived;
      clock.advance(2_500);
      await typed;
      const before = told().length;
      if (after === 'never') clock.advance(30_000);
      else
        answer({
          kind: 'form',
          form: { action: 'command', value: 'x', title: 'x', fields: [], submit: 'x' },
        });
      await slack.until(() => told().length > before);
    }
    expect(told()).toEqual([
      'That took too long. Please try again.',
      'That took too long. Please try again.',
    ]);
    expect(slack.modal(customer)).toBeUndefined();
  });

  it('of more posts than one response URL takes is cut, and says so', async () => {
    world = await startSlackWorld();
    world.intake.answerTo = async () => said(`${'word '.repeat(500)}\n\n`.repeat(20));
    await type('config show');
    await world.slack.until(() => told().length === 5);
    expect(told().at(-1)).toMatch(/…$/);
    expect(told().slice(0, 4).join()).not.toContain('…');
  });

  it('with links, mentions and signs in its words is asked as it was typed', async () => {
    world = await startSlackWorld();
    const { agent } = world;
    await type(
      `kb add <https://example.com/a_b?x=1&amp;y=2> by <@${agent}|agent> &lt;now&gt; **x_y** ${'`'}z${'`'}`,
    );
    expect(world.intake.calls).toMatchObject([
      { command: 'kb', args: 'add https://example.com/a_b?x=1&y=2 by @The Agent <now> **x_y** `z`' },
    ]);
  });
});

describe('what Slack says of a person’s rights', () => {
  it.each(['isAdmin', 'isOwner', 'isPrimaryOwner'] as const)(
    '%s administers the workspace',
    async (right) => {
      world = await startSlackWorld();
      const { slack, general } = world;
      const boss = slack.addUser({ name: 'boss', [right]: true }).id;
      slack.join(general, boss);
      await type('status', { user: boss });
      await type('status', { user: boss });
      expect(world.intake.calls.map(({ standing }) => standing.admin)).toEqual([true, true]);
      expect(slack.calls.filter(({ method }) => method === 'users.info')).toHaveLength(1);
    },
  );

  it('whoever administers another workspace administers nothing here, nor whoever Slack says nothing of', async () => {
    world = await startSlackWorld();
    const { slack, general } = world;
    const guest = slack.addUser({ name: 'guest', isOwner: true, homeTeam: 'T0OTHER' }).id;
    const boss = slack.addUser({ name: 'boss', isAdmin: true }).id;
    for (const user of [guest, boss]) slack.join(general, user);
    await type('status', { user: guest });
    slack.failNext('users.info', { error: 'internal_error' }, { times: 2 });
    await type('status', { user: boss });
    await type('status', { user: boss });
    expect(world.intake.calls.map(({ standing }) => standing.admin)).toEqual([false, false, true]);
  });

  it('whoever is an administrator no more is none within a minute', async () => {
    world = await startSlackWorld();
    const { slack, clock, general } = world;
    const boss = slack.addUser({ name: 'boss', isAdmin: true });
    slack.join(general, boss);
    await type('status', { user: boss });
    boss.isAdmin = false;
    clock.advance(60_000);
    await type('status', { user: boss });
    expect(world.intake.calls.map(({ standing }) => standing.admin)).toEqual([true, false]);
  });

  it('their user groups are told, asked for once a minute, and no longer than that after they left', async () => {
    world = await startSlackWorld();
    const { slack, clock, customer, agent } = world;
    const leads = slack.workspace.addUserGroup('leads', [customer, agent]);
    slack.workspace.addUserGroup('others', [agent]);
    await type('status');
    await type('status');
    leads.users = [agent];
    clock.advance(60_000);
    await type('status');
    expect(world.intake.calls.map(({ standing }) => standing.groups)).toEqual([[leads.id], [leads.id], []]);
    expect(slack.calls.filter(({ method }) => method === 'usergroups.list')).toHaveLength(2);
  });

  it('without the scope nobody is in a group, which is said once; a failure takes rights, and gives none', async () => {
    world = await startSlackWorld({ unstarted: true });
    const { slack, channel, intake, logger, customer, clock } = world;
    slack.workspace.addUserGroup('leads', [customer]);
    slack.scopes.delete('usergroups:read');
    await channel.start(intake);
    await slack.connectHttp(channel.url());
    await type('status');
    await type('status');
    expect(logger.lines.filter(({ facts }) => 'scope' in facts)).toHaveLength(1);
    expect(slack.calls.filter(({ method }) => method === 'usergroups.list')).toEqual([]);
    await channel.stop();
    slack.scopes.add('usergroups:read');
    await channel.start(intake);
    await slack.connectHttp(channel.url());
    slack.failNext('usergroups.list', { error: 'plan_upgrade_required' });
    await type('status');
    clock.advance(10_000);
    await type('status');
    expect(intake.calls.map(({ standing }) => standing.groups.length)).toEqual([0, 0, 0, 1]);
  });
});
