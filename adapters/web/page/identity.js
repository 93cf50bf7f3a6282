import { freshId } from './dom.js';

const query = new URLSearchParams(location.search);
const NAMES = { customer: 'Customer', agent: 'Agent' };

/** Which sides this tab shows. */
export const sides = { customer: query.get('view') !== 'desk', desk: query.get('view') !== 'customer' };

/** Who this tab is on one side, `customer` or `agent`. The id lives as long as the tab. */
export function identity(side) {
  const key = `baton.${side}`;
  const kept = read(key);
  const preset = query.get(side)?.trim().slice(0, 80);
  const person = {
    id: kept?.id ?? `${side}-${freshId()}`,
    name: preset || kept?.name || `${NAMES[side]} ${Math.floor(Math.random() * 900 + 100)}`,
  };
  const keep = () => sessionStorage.setItem(key, JSON.stringify(person));
  keep();
  return {
    get id() {
      return person.id;
    },
    get name() {
      return person.name;
    },
    rename(name) {
      person.name = name.trim().slice(0, 80) || person.name;
      keep();
      return person.name;
    },
    asJson: () => ({ id: person.id, name: person.name }),
  };
}

function read(key) {
  try {
    const found = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    return typeof found?.id === 'string' && typeof found.name === 'string' ? found : undefined;
  } catch {
    return undefined;
  }
}
