import { createHash } from 'node:crypto';
import type { AdapterStorage } from '../../../src/channels/adapter.ts';
import type { Form } from '../../../src/channels/form.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { shapeOf, textOf } from '../../../src/platform/shape.ts';
import { LIMITS } from '../limits.ts';

/** Tell our own modals and buttons from any other: a form by what it is about, a form that is kept, a button that opens one. */
const [MARK, KEPT_MARK, OPENER_MARK] = ['m', 'k', 'o'];
const KIND = 'form';
/** Nobody fills in a form for longer. */
const KEPT_MS = 24 * 60 * 60_000;
/** Records looked at, each time that one is stored, for whether they have run out. */
const SWEPT_AT_ONCE = 3;

/** What a form is about. */
export type Meaning = Pick<Form, 'action' | 'value'>;

/**
 * What the ids of modals mean. Discord gives back 100 characters with what was filled in; a form that has more to say of
 * itself, and one that can only be opened by another press, is kept in the store.
 */
export class KeptForms {
  readonly #storage: AdapterStorage;
  readonly #clock: Clock;

  constructor(storage: AdapterStorage, clock: Clock) {
    this.#storage = storage;
    this.#clock = clock;
  }

  /** The id of a form's modal. Rejects where it had to be kept and could not be. */
  async idOf(form: Form): Promise<string> {
    const id = [MARK, encode(form.action), form.value].join('|');
    return id.length <= LIMITS.customId ? id : `${KEPT_MARK}|${await this.#keep(form)}`;
  }

  /** What a modal was about; undefined where it is not known any more. Rejects where that could not be read. */
  async read(id: string): Promise<Meaning | undefined> {
    const [mark, action = '', ...value] = id.split('|');
    if (mark === KEPT_MARK) return this.#find(action);
    return mark === MARK ? { action: decode(action), value: value.join('|') } : undefined;
  }

  /** The id of a button that opens the form. Rejects where the form could not be kept. */
  async openerOf(form: Form): Promise<string> {
    return `${OPENER_MARK}|${await this.#keep(form)}`;
  }

  /** The form that a button opens; undefined where it is not known any more. */
  opened(key: string): Promise<Form | undefined> {
    return this.#find(key);
  }

  async #keep(form: Form): Promise<string> {
    const key = createHash('sha256').update(JSON.stringify(form)).digest('hex').slice(0, 40);
    const now = this.#clock.now().getTime();
    for (const { id, order } of await this.#storage.list(KIND, KIND, { limit: SWEPT_AT_ONCE })) {
      if (order <= now) await this.#storage.remove(KIND, id);
    }
    await this.#storage.remove(KIND, key);
    await this.#storage.insert(KIND, { id: key, group: KIND, order: now + KEPT_MS, value: form });
    return key;
  }

  async #find(key: string): Promise<Form | undefined> {
    const found = (await this.#storage.get(KIND, key))?.value;
    return textOf(shapeOf(found)['action']) === '' ? undefined : (found as Form);
  }
}

/** The form that a button with this id opens; undefined for any other button. */
export function readOpener(custom: string): string | undefined {
  const [mark, key] = custom.split('|');
  return mark === OPENER_MARK && key ? key : undefined;
}

function encode(action: string): string {
  return action.replaceAll('%', '%25').replaceAll('|', '%7C');
}

function decode(action: string): string {
  return action.replaceAll('%7C', '|').replaceAll('%25', '%');
}
