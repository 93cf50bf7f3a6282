import type { Form } from '../../channels/form.ts';
import { COMMENT_LIMIT } from '../../conversation/form-limits.ts';
import { COMMENT } from '../../conversation/rating.ts';
import type { TextKey } from '../../platform/texts.ts';

/** What the customer adds to their rating. `say`: in their language. Pure. */
export function commentForm(escalationId: string, say: (key: TextKey) => string): Form {
  return {
    action: COMMENT,
    value: escalationId,
    title: say('button.rate_comment'),
    fields: [
      {
        kind: 'text',
        id: 'comment',
        label: say('customer.comment_label'),
        multiline: true,
        max: COMMENT_LIMIT,
      },
    ],
    submit: say('button.send_comment'),
  };
}
