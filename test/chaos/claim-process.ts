import { agent, deskAction } from '../support/events.ts';
import { DESK_CHANNEL, LoopbackPlatform } from '../support/loopback-platform.ts';
import { startTestApp } from '../support/test-app.ts';

/** One of several Baton processes on one store: agents press Claim here when the parent says so. */
const platform = new LoopbackPlatform();
const [uri = '', prefix = '', ...members] = process.argv.slice(2);
for (const id of members) platform.members.add(id);
/** Those who press here; any process may come to work their clicks off, so each knows all members. */
const agents = members.filter((id) => id.startsWith(prefix));
const one = await startTestApp({ uri, platform });

interface Round {
  round: number;
  escalationId: string;
}

process.on('message', async (message: Round | 'report') => {
  if (message === 'report') {
    await one.app.idle();
    const whispers = platform.whispers.splice(0).map(({ personId, text }) => ({ personId, text }));
    process.send?.({ whispers });
    return;
  }
  const thread = { ...DESK_CHANNEL, thread: `card-${message.round}` };
  const clicks = agents.map((id) =>
    one.intake.accept(
      deskAction(thread, 'claim', message.escalationId, {
        id: `claim-${message.round}-${id}`,
        author: { ...agent, id, name: id },
      }),
    ),
  );
  await Promise.all(clicks);
  process.send?.({ accepted: message.round });
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
