import type { Card } from '../../src/channels/content.ts';
import type { AskerBed, AskerDescriptor } from './asker.ts';
import type { BedClock, PlatformDescriptor } from './bed.ts';
import type { DeskDescriptor } from './desk-bed.ts';
import { desks } from './desks/all.ts';
import { platforms } from './platforms/all.ts';

/** Everybody who can be asked for forms and commands: the customer of each platform, and the agent of each desk. */
export const askers: AskerDescriptor[] = [...platforms.flatMap(customerOf), ...desks.flatMap(agentOf)];

function customerOf({ name, asks, prepare }: PlatformDescriptor): AskerDescriptor[] {
  if (!asks) return [];
  const start = async (clock: BedClock): Promise<AskerBed> => {
    const bed = await prepare(clock);
    await bed.channel.start(bed.intake);
    await bed.connected();
    const { channel, intake, stop } = bed;
    return {
      ...{ intake, clock, platform: channel.platform, side: 'customer', asker: present(bed.asker), stop },
      async offer(button) {
        const before = intake.of('customer.message').length;
        await bed.ask('How do I export?');
        await intake.until(() => intake.of('customer.message').length > before);
        const thread = present(intake.of('customer.message')[before]).thread;
        const content = { kind: 'text' as const, text: 'Like this.', buttons: [button] };
        const post = await channel.post(thread, content, { key: `offer-${before}` });
        intake.events.length = 0;
        return { post, thread };
      },
    };
  };
  return [{ ...asks, name: `a customer on ${name}`, start }];
}

function agentOf({ name, asks, start: startDesk }: DeskDescriptor): AskerDescriptor[] {
  if (!asks) return [];
  const start = async (clock: BedClock): Promise<AskerBed> => {
    const bed = await startDesk(clock);
    const { desk, intake } = bed;
    let cards = 0;
    return {
      ...{ intake, clock, platform: desk.platform, side: 'desk', asker: present(bed.asker), desk },
      stop: () => bed.stop(),
      async offer(button) {
        cards += 1;
        const card: Card = {
          ...{ title: 'A customer asks for a human', state: 'held', status: 'Held by First agent' },
          ...{ fields: [], sections: [], buttons: [button] },
        };
        const post = await desk.post(desk.channel, { kind: 'card', card }, { key: `card-${cards}` });
        const { id, ...place } = post;
        return { post, thread: { ...place, thread: id } };
      },
    };
  };
  return [{ ...asks, name: `an agent on ${name}`, start }];
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the bed lacks what its descriptor promises');
  return value;
}
