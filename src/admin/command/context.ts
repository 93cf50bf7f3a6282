import type { AgentDesk, Intake } from '../../channels/adapter.ts';
import type { CommandCall } from '../../channels/command.ts';
import type { InternalEvent } from '../../conversation/facts.ts';
import type { Policy } from '../../escalation/policy.ts';
import type { Reader } from '../../escalation/reader.ts';
import type { ReportBy } from '../../insights/report.ts';
import type { KnownArticle } from '../../knowledge/article.ts';
import type { Hit } from '../../knowledge/search-index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config/parse-config.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Texts } from '../../platform/texts.ts';
import type { Who } from '../../store/settings.ts';
import type { Store } from '../../store/store.ts';
import type { Forget } from '../forget/forget.ts';
import type { Settings } from '../settings/settings.ts';

/** What commands know of the knowledge base in use. */
export interface KnowledgeView {
  /** Every article, also those that customers are not shown. */
  articles(): Promise<readonly KnownArticle[]>;
  /** What a customer's question finds. */
  search(query: string, limit: number): Promise<readonly Hit[]>;
}

/** Everything that commands need from outside. */
export interface CommandDeps {
  store: Store;
  clock: Clock;
  logger: Logger;
  texts: Texts;
  settings: Settings;
  /** Absent where no desk is connected, as in the terminal. */
  desk?: Pick<AgentDesk, 'platform' | 'channel' | 'isMember'>;
  knowledge: KnowledgeView;
  /** The measures of a time, milliseconds back from now, as Markdown and as data. */
  report(sinceMs: number, by?: ReportBy): Promise<{ text: string; data: unknown }>;
  policyOf(config: Config): Policy;
  readerFor(policy: Policy): Reader;
  accept: Intake['accept'];
  acceptInternal(conversationId: string, event: InternalEvent): Promise<void>;
  forget: Pick<Forget, 'begin' | 'workspacesOf'>;
}

/** What somebody may do. */
export interface Role {
  /** `unknown`: the desk could not tell at the moment. */
  agent: boolean | 'unknown';
  admin: boolean;
}

/** One call of a command. */
export interface CommandContext extends CommandDeps {
  call: Omit<CommandCall, 'command' | 'args'>;
  /** All words as they were typed. */
  words: string;
  role: Role;
  /** Whether it was typed in a terminal, by somebody who is on no platform. */
  terminal: boolean;
}

/** How changes by this call are signed in the audit log. */
export function signatureOf({ call: { platform, workspace, author } }: CommandContext): Who {
  return { platform, workspace, id: author.id, name: author.name };
}
