import type { Form } from '../../../src/channels/form.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { openerRow } from '../render/buttons.ts';
import { renderModal } from '../render/render-modal.ts';
import { renderText } from '../render/render-text.ts';
import type { KeptForms } from './kept-forms.ts';
import type { Reply } from './reply.ts';

interface Deps {
  reply: Reply;
  forms: KeptForms;
  logger: Logger;
}

/**
 * Shows a form. Discord shows one only as the first answer, and none as the answer to another; a form that comes later is
 * opened by a button.
 */
export async function showForm({ reply, forms, logger }: Deps, form: Form): Promise<void> {
  try {
    if (await reply.modal(renderModal(form, await forms.idOf(form)))) return;
    const said = renderText({ kind: 'text', text: `${form.title}:` }, { authorShown: false });
    const components = openerRow(form.title, await forms.openerOf(form));
    await reply.tell([{ ...said, components }]);
  } catch (error) {
    logger.error({ error: messageOf(error) }, 'A form could not be shown on Discord');
    await reply.say('The form could not be opened just now. Please try it again in a moment.');
  }
}
