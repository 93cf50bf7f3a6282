import { expect, test } from 'vitest';
import { createLogger, type LogLevel } from '../../src/platform/logger.ts';

function loggerWithLines(level: LogLevel) {
  const lines: string[] = [];
  const logger = createLogger(level, {
    write: (line) => void lines.push((JSON.parse(line) as { msg: string }).msg),
  });
  return { logger, lines };
}

test('what is below its level is not written, and at silent nothing is', () => {
  const warn = loggerWithLines('warn');
  warn.logger.info({}, 'small talk');
  warn.logger.warn({}, 'a warning');
  warn.logger.error({}, 'an error');
  expect(warn.lines).toEqual(['a warning', 'an error']);
  const silent = loggerWithLines('silent');
  silent.logger.error({}, 'an error');
  expect(silent.lines).toEqual([]);
});

test('a level that is changed while it runs holds from the next line on, for its children too', () => {
  const { logger, lines } = loggerWithLines('warn');
  const child = logger.child({ adapter: 'slack' });
  let level: LogLevel = 'info';
  logger.follow(() => level);
  child.info({}, 'now it is said');
  child.debug({}, 'and this is not');
  level = 'debug';
  child.debug({}, 'until it is');
  level = 'error';
  child.warn({}, 'or no more');
  expect(lines).toEqual(['now it is said', 'until it is']);
});
