/** Pictures that browsers show without running anything in them: SVG is not among them. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** Whether a file of this media type is shown on the page; any other is only saved. */
export function isPicture(mediaType: string): boolean {
  return SHOWN.has(mediaType.toLowerCase());
}
