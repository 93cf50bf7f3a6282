import { z } from 'zod';

const id = z.string().min(1).max(300);
const name = z.string().max(500);
const account = z.object({ id, name: name.nullish(), aadObjectId: name.nullish(), role: name.nullish() });

const attachment = z.object({
  contentType: z.string().max(200).catch(''),
  contentUrl: z.string().max(8_000).nullish().catch(undefined),
  content: z.unknown().optional(),
  name: z.string().nullish().catch(undefined),
});

const mention = z.object({
  type: z.literal('mention'),
  text: z.string().max(2_000).catch(''),
  mentioned: z.object({ id, name: name.catch('') }),
});

/** What is read of an activity; everything else in it is left alone. https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md */
const schema = z.object({
  type: z.string().min(1).max(50),
  id: id.nullish(),
  timestamp: z.iso.datetime({ offset: true }).nullish(),
  channelId: z.string().max(50),
  serviceUrl: z.url({ protocol: /^https?$/ }).max(500),
  from: account.nullish(),
  recipient: account.nullish(),
  conversation: z.object({
    id,
    conversationType: name.nullish(),
    tenantId: name.nullish(),
    isGroup: z.boolean().nullish(),
  }),
  text: z.string().nullish(),
  textFormat: z.string().max(50).nullish(),
  attachments: z.array(z.unknown()).max(100).nullish(),
  entities: z.array(z.unknown()).max(1_000).nullish(),
  channelData: z.record(z.string(), z.unknown()).nullish(),
  value: z.unknown().optional(),
  name: z.string().max(200).nullish(),
  replyToId: id.nullish(),
});

type Raw = z.infer<typeof schema>;
export type Attachment = z.infer<typeof attachment>;
export type MentionedEntity = z.infer<typeof mention>;

/** An activity as far as it is read, well formed. */
export interface TeamsActivity extends Omit<Raw, 'attachments' | 'entities'> {
  attachments: Attachment[];
  mentions: MentionedEntity[];
}

/** An activity, or what is wrong with it. Attachments and entities that are malformed are left out. */
export function readActivity(value: unknown): { activity: TeamsActivity } | { problem: string } {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { problem: `${issue?.path.join('.') || 'activity'}: ${issue?.message ?? 'malformed'}` };
  }
  const { attachments, entities, ...rest } = parsed.data;
  return {
    activity: {
      ...rest,
      attachments: wellFormed(attachment, attachments),
      mentions: wellFormed(mention, entities),
    },
  };
}

function wellFormed<T>(one: z.ZodType<T>, values: readonly unknown[] | null | undefined): T[] {
  return (values ?? []).flatMap((value) => {
    const parsed = one.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
}

/** The tenant that an activity is of; undefined where it tells none. */
export function tenantOf({ conversation, channelData }: TeamsActivity): string | undefined {
  const tenant = channelData?.['tenant'];
  const named = typeof tenant === 'object' && tenant !== null && 'id' in tenant ? tenant.id : undefined;
  return conversation.tenantId ?? (typeof named === 'string' ? named : undefined);
}
