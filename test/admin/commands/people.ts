import type { Person } from '../../../src/channels/refs.ts';

export { agent, customer, otherAgent } from '../../support/events.ts';
/** Whom the workspace calls an admin, and who does not work at the desk. */
export const admin: Person = { id: 'admin-1', name: 'First admin' };
