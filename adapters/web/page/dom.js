/**
 * Makes an element. Properties that begin with `on` are listeners, `aria-…`, `data-…` and `role` attributes; children are
 * elements or words, and words are never parsed as HTML.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.includes('-') || name === 'role' || name === 'for') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(
    ...children.flat().filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

/** A link that tells the other site nothing, and gives it no hold on this page. */
export function outsideLink(title, href) {
  if (!href || !/^(https?:\/\/|mailto:)/i.test(href)) return el('span', {}, title);
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, title);
}

/** An id for a request, a thread or a person, never given twice. Works on plain http too, unlike randomUUID. */
export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The hour and minute where the reader is; with the day, where it isn't today. */
export function timeOf(iso) {
  const date = new Date(iso);
  const today = date.toDateString() === new Date().toDateString();
  const format = today ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' };
  return el('time', { dateTime: iso }, new Intl.DateTimeFormat(undefined, format).format(date));
}
