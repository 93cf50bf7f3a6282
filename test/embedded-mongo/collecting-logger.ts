import type { Logger } from '../../src/platform/logger.ts';

/** A logger that keeps what it is told, as `level: message`. */
export function collectingLogger(): Logger & { lines: string[] } {
  const lines: string[] = [];
  const log = (level: string) => (_facts: object, message: string) => void lines.push(`${level}: ${message}`);
  const logger = {
    lines,
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
    child: () => logger,
  };
  return logger;
}
