import { expect, it } from 'vitest';
import { Presence } from '../../../adapters/web/records/presence.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryStorage } from './memory-storage.ts';

const started = () => {
  const deps = { storage: new MemoryStorage(), clock: new ManualClock() };
  return { ...deps, here: new Presence(deps), elsewhere: new Presence(deps) };
};
const among = async (presence: Presence) => [...(await presence.among(['agent-1', 'agent-2']))];

it('an agent whose page is open is there, for every process, until the last page has gone', async () => {
  const { here, elsewhere } = started();
  here.enter('agent-1');
  here.enter('agent-1');
  await here.stay('agent-1');
  expect(await among(elsewhere)).toEqual(['agent-1']);
  await here.leave('agent-1');
  expect(await among(elsewhere)).toEqual(['agent-1']);
  await here.leave('agent-1');
  expect(await among(elsewhere)).toEqual([]);
});

it('an agent who reloads the page is there', async () => {
  const { here } = started();
  here.enter('agent-1');
  await here.stay('agent-1');
  const leaving = here.leave('agent-1');
  here.enter('agent-1');
  await Promise.all([leaving, here.stay('agent-1')]);
  expect(await among(here)).toEqual(['agent-1']);
});

it('an agent whose process died is gone after a while; one who stays is noted now and then', async () => {
  const { here, elsewhere, clock } = started();
  here.enter('agent-1');
  elsewhere.enter('agent-2');
  await Promise.all([here.stay('agent-1'), elsewhere.stay('agent-2')]);
  for (let seconds = 0; seconds < 60; seconds += 15) {
    clock.advance(15_000);
    await elsewhere.stay('agent-2');
  }
  expect(await among(here)).toEqual(['agent-2']);
});
