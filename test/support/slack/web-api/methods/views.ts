import { checkBlocks } from '../../blocks/check-blocks.ts';
import { Findings, isObject, type Json } from '../../blocks/findings.ts';
import { LIMITS } from '../../blocks/limits.ts';
import { withIds } from '../../rules/content.ts';
import type { Args } from '../args.ts';
import type { Answer, Backend, Methods } from '../backend.ts';
import { Refusal, refusalWithMessages } from '../refusal.ts';

/** https://docs.slack.dev/surfaces/modals: at most this many modals on top of each other. */
const MOST_VIEWS = 3;

/** A modal as it stands in front of a person. */
export type OpenView = Json & { id: string; hash: string; blocks: Json[] };

/** The modals each person has open, the topmost last. */
export class Views {
  readonly stacks = new Map<string, OpenView[]>();

  /** Puts a view on top for a person; `root` clears what was there. */
  show(backend: Backend, user: string, view: unknown, root: boolean): OpenView {
    const stack = root ? [] : (this.stacks.get(user) ?? []);
    if (stack.length >= MOST_VIEWS) throw new Refusal('push_limit_reached');
    const id = backend.workspace.id('V');
    const fresh = made(backend, view, {
      id,
      root_view_id: stack[0]?.id ?? id,
      previous_view_id: stack.at(-1)?.id ?? null,
    });
    this.stacks.set(user, [...stack, fresh]);
    return fresh;
  }

  /** Replaces the content of an open view, which keeps its id. */
  replace(backend: Backend, viewId: string, view: unknown): OpenView {
    for (const stack of this.stacks.values()) {
      const index = stack.findIndex(
        (each) => each.id === viewId || (each.external_id && each.external_id === viewId),
      );
      const old = stack[index];
      if (!old) continue;
      const { id, root_view_id, previous_view_id } = old;
      const fresh = made(backend, view, { id, root_view_id, previous_view_id });
      stack[index] = fresh;
      return fresh;
    }
    throw new Refusal('not_found');
  }

  /** The view a person sees. */
  top(user: string): OpenView | undefined {
    return this.stacks.get(user)?.at(-1);
  }

  /** Closes the topmost view, or all of them. */
  close(user: string, all: boolean): void {
    this.stacks.set(user, all ? [] : (this.stacks.get(user) ?? []).slice(0, -1));
  }
}

/** https://docs.slack.dev/reference/methods?family=views */
export const viewMethods: Methods = {
  'views.open': { tier: 'tier4', run: (backend, args) => opened(backend, args, true) },
  'views.push': { tier: 'tier4', run: (backend, args) => opened(backend, args, false) },
  'views.update': { tier: 'tier4', run: update },
};

function opened(backend: Backend, args: Args, root: boolean): Answer {
  const trigger = args.required('trigger_id');
  checkView(args.json('view'));
  return { view: backend.views.show(backend, backend.triggers.exchange(trigger), args.json('view'), root) };
}

function update(backend: Backend, args: Args): Answer {
  const id = args.string('view_id') ?? args.required('external_id');
  checkView(args.json('view'));
  const hash = args.string('hash');
  const known = [...backend.views.stacks.values()]
    .flat()
    .find((view) => view.id === id || view.external_id === id);
  if (known && hash !== undefined && hash !== known.hash) throw new Refusal('hash_conflict');
  return { view: backend.views.replace(backend, id, args.json('view')) };
}

/** Refuses a view that Slack would not show. https://docs.slack.dev/reference/views/modal-views */
export function checkView(view: unknown): void {
  const findings = new Findings();
  if (!isObject(view))
    throw refusalWithMessages('invalid_arguments', ['must be an object [json-pointer:/view]']);
  if (view.type !== 'modal') findings.add(`unsupported type: ${view.type}`, '/view/type');
  findings.text(view, 'title', '/view', LIMITS.viewTitle, { plain: true });
  findings.text(view, 'submit', '/view', LIMITS.viewButton, { plain: true, optional: true });
  findings.text(view, 'close', '/view', LIMITS.viewButton, { plain: true, optional: true });
  const inputs =
    Array.isArray(view.blocks) && view.blocks.some((each) => isObject(each) && each.type === 'input');
  if (inputs && view.submit === undefined) findings.add('missing required field: submit', '/view');
  findings.string(view, 'private_metadata', '/view', LIMITS.privateMetadata);
  findings.string(view, 'callback_id', '/view', LIMITS.callbackId);
  if (Buffer.byteLength(JSON.stringify(view)) > LIMITS.viewBytes) throw new Refusal('view_too_large');
  const complaints = [...findings.list, ...checkBlocks(view.blocks, 'view', '/view/blocks')];
  if (complaints.length > 0) throw refusalWithMessages('invalid_arguments', complaints);
}

function made(backend: Backend, given: unknown, more: Json & { id: unknown }): OpenView {
  const view = given as Json & { blocks: Json[] };
  const { team, app, bot } = backend.workspace;
  return {
    team_id: team.id,
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    ...view,
    ...more,
    id: String(more.id),
    blocks: withIds(backend.workspace, view.blocks),
    state: { values: {} },
    hash: `${Math.floor(backend.workspace.now() / 1000)}.${backend.workspace.id('h')}`,
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: bot.botId,
  };
}
