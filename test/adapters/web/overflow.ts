import type { Page } from 'playwright-core';

/** What sticks out of the window to the right, but for what scrolls by itself. */
export function overflow(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll('body, body *')]
      .filter((element) => !element.closest('.wide, .for-ears'))
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.tagName + '.' + element.className)
  `);
}
