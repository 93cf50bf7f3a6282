import { isObject, type Json } from '../blocks/findings.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Backend } from '../web-api/backend.ts';
import { checkView, type OpenView } from '../web-api/methods/views.ts';
import type { Interact } from './interact.ts';
import { type Ref, userOf } from './who.ts';

export interface Submit {
  user: Ref;
  /** What was filled in, by action id: text, or the value of the chosen option, or several of them. */
  values: Record<string, string | string[]>;
  alter?: (payload: Json) => void;
}

export interface Submitted extends Delivery {
  /** Complaints that the app shows beside the fields, by block id; the modal stays open. */
  errors?: Record<string, string>;
}

/** What people do in a modal. */
export class Modals {
  readonly #backend: Backend;
  readonly #interact: Interact;

  constructor(backend: Backend, interact: Interact) {
    this.#backend = backend;
    this.#interact = interact;
  }

  /** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
  async submit(given: Submit): Promise<Submitted> {
    const user = userOf(this.#backend.workspace, given.user);
    const view = this.#top(user.id);
    const filled = { ...view, state: { values: stateOf(view, given.values) } };
    const payload = this.#interact.payload(user, 'view_submission', { view: filled, response_urls: [] });
    const delivery = await this.#interact.send(payload, given);
    if (!delivery.acknowledged) return delivery;
    const errors = this.#follow(user.id, view.id, isObject(delivery.answer) ? delivery.answer : {});
    return { ...delivery, ...(errors && { errors }) };
  }

  /** Closes the topmost modal; the app learns of it where it asked to. */
  async dismiss(ref: Ref): Promise<Delivery | undefined> {
    const user = userOf(this.#backend.workspace, ref);
    const view = this.#top(user.id);
    this.#backend.views.close(user.id, false);
    if (view.notify_on_close !== true) return undefined;
    return this.#interact.send(this.#interact.payload(user, 'view_closed', { view, is_cleared: false }));
  }

  #top(userId: string): OpenView {
    const view = this.#backend.views.top(userId);
    if (!view) throw new Error('No modal is open');
    return view;
  }

  /** Does what the app's answer says. https://docs.slack.dev/surfaces/modals/#updating_views */
  #follow(userId: string, viewId: string, answer: Json): Record<string, string> | undefined {
    const { views } = this.#backend;
    switch (answer.response_action) {
      case 'errors':
        return shownErrors(views.top(userId), answer.errors);
      case 'update':
        checkView(answer.view);
        views.replace(this.#backend, viewId, answer.view);
        return undefined;
      case 'push':
        checkView(answer.view);
        views.show(this.#backend, userId, answer.view, false);
        return undefined;
      default:
        views.close(userId, answer.response_action === 'clear');
        return undefined;
    }
  }
}

/**
 * Complaints stand beside fields; of an answer that names another block Slack shows nothing but that the app failed.
 * https://docs.slack.dev/surfaces/modals#displaying_errors
 */
function shownErrors(view: OpenView | undefined, errors: unknown): Record<string, string> {
  const inputs = (view?.blocks ?? []).filter(({ type }) => type === 'input').map((block) => block.block_id);
  const complaints = isObject(errors) ? Object.entries(errors) : [];
  const wrong = complaints.filter(([block, text]) => !inputs.includes(block) || typeof text !== 'string');
  if (complaints.length === 0 || wrong.length > 0)
    throw new Error(`The app complained in no way that Slack shows: ${JSON.stringify(errors)}`);
  return errors as Record<string, string>;
}

function stateOf(view: OpenView, values: Submit['values']): Json {
  const state: Json = {};
  const left = new Set(Object.keys(values));
  for (const block of view.blocks) {
    if (block.type !== 'input' || !isObject(block.element)) continue;
    const actionId = String(block.element.action_id);
    left.delete(actionId);
    const value = values[actionId];
    if (isLeftEmpty(value, block.element) && block.optional !== true) {
      throw new Error(`The field ${actionId} must be filled in`);
    }
    const most = block.element.max_length;
    if (typeof value === 'string' && typeof most === 'number' && value.length > most) {
      throw new Error(`The field ${actionId} takes no more than ${most} characters`);
    }
    state[String(block.block_id)] = { [actionId]: fieldState(block.element, value) };
  }
  if (left.size > 0) throw new Error(`The modal has no field ${[...left].join(', ')}`);
  return state;
}

function isLeftEmpty(value: string | string[] | undefined, element: Json): boolean {
  return value === undefined ? initial(element) === undefined : value.length === 0;
}

function initial(element: Json): unknown {
  return element.initial_value ?? element.initial_option ?? element.initial_options ?? element.initial_user;
}

function fieldState(element: Json, value: string | string[] | undefined): Json {
  const type = String(element.type);
  const options = Array.isArray(element.options) ? (element.options as Json[]) : [];
  const pick = (wanted: string) => {
    const option = options.find((each) => each.value === wanted);
    if (!option) throw new Error(`No option ${wanted} in ${element.action_id}`);
    return option;
  };
  if (type === 'static_select' || type === 'radio_buttons') {
    return {
      type,
      selected_option: value === undefined ? (element.initial_option ?? null) : pick(String(value)),
    };
  }
  if (type === 'checkboxes' || type === 'multi_static_select') {
    return {
      type,
      selected_options: value === undefined ? (element.initial_options ?? []) : [value].flat().map(pick),
    };
  }
  if (type === 'users_select') return { type, selected_user: value ?? element.initial_user ?? null };
  // A text that was emptied comes as null.
  return { type, value: (value ?? element.initial_value) || null };
}
