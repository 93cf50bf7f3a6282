import { type DestinationStream, pino } from 'pino';
import type { Live } from './live.ts';

/** What the rooms log with: facts first, then a sentence. Implemented by pino. */
export interface Logger {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
  child(facts: object): Logger;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** The logger that a process has one of. */
export interface RootLogger extends Logger {
  /** From now on it and its children log as much as is in force. */
  follow(level: Live<LogLevel>): void;
}

/** A logger that writes JSON lines to stderr, so that stdout stays free for a command's own output. */
export function createLogger(
  level: LogLevel,
  to: DestinationStream = pino.destination({ fd: 2, sync: true }),
): RootLogger {
  let inForce: Live<LogLevel> = () => level;
  const root = pino(
    {
      // The least there is; how much of it is written is asked at each line, so that children hear of a change too.
      level: 'debug',
      base: null,
      redact: ['token', '*.token', 'secret', '*.secret', 'authorization', '*.authorization'],
      serializers: { error: pino.stdSerializers.err },
      hooks: {
        logMethod(line, write, severity) {
          if (severity >= severityOf(inForce())) write.apply(this, line);
        },
      },
    },
    to,
  );
  return Object.assign(root, {
    follow(live: Live<LogLevel>) {
      inForce = live;
    },
  });
}

function severityOf(level: LogLevel): number {
  return level === 'silent' ? Number.POSITIVE_INFINITY : (pino.levels.values[level] ?? 0);
}
