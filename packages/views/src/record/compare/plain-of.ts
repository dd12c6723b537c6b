const ends = /<\/(?:p|div|li|h[1-6]|tr|blockquote)>|<br\s*\/?>/gi

/** The words of a text field: of formatted text without its marks, each paragraph on a line of its own. */
export function plainOf(value: string): string {
  if (!/<\/?(?:p|div|br|li|h[1-6]|strong|em|table)\b/i.test(value)) return value
  const page = new DOMParser().parseFromString(
    value.replaceAll(ends, (end) => `${end}\n`),
    'text/html',
  )
  return page.body.textContent
}
