/** One piece of a text with `{{…}}` places. */
export type FillPart =
  | { readonly text: string }
  | { readonly source: string; readonly pattern: string | undefined; readonly raw: string }

/** Splits at the last `|` that stands outside quotes and is no `||`. */
function splitPattern(inside: string): { readonly source: string; readonly pattern: string | undefined } {
  let quote = ''
  let at = -1
  for (let i = 0; i < inside.length; i += 1) {
    const letter = inside.charAt(i)
    if (quote !== '') {
      if (letter === '\\') i += 1
      else if (letter === quote) quote = ''
    } else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '|' && inside.charAt(i + 1) === '|') i += 1
    else if (letter === '|') at = i
  }
  if (at < 0) return { source: inside.trim(), pattern: undefined }
  return { source: inside.slice(0, at).trim(), pattern: inside.slice(at + 1).trim() }
}

/** Where the place that begins at `from` ends: the first `}}` outside quotes; −1 when there is none. */
function closing(template: string, from: number): number {
  let quote = ''
  for (let i = from; i < template.length; i += 1) {
    const letter = template.charAt(i)
    if (quote !== '') {
      if (letter === '\\') i += 1
      else if (letter === quote) quote = ''
    } else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '}' && template.charAt(i + 1) === '}') return i
  }
  return -1
}

/**
 * Takes a text apart: `合计 {{total | #,##0.00}} 元` has a text, a place with the expression `total` and the pattern
 * `#,##0.00`, and a text. An opening without end stays text; `isWholeFill` tells.
 */
export function fillParts(template: string): readonly FillPart[] {
  const parts: FillPart[] = []
  let at = 0
  while (at < template.length) {
    const open = template.indexOf('{{', at)
    const close = open < 0 ? -1 : closing(template, open + 2)
    if (open < 0 || close < 0) break
    if (open > at) parts.push({ text: template.slice(at, open) })
    const raw = template.slice(open, close + 2)
    parts.push({ ...splitPattern(template.slice(open + 2, close)), raw })
    at = close + 2
  }
  if (at < template.length) parts.push({ text: template.slice(at) })
  return parts
}

/** Whether every opening of a text has its end. */
export function isWholeFill(template: string): boolean {
  return fillParts(template).every((part) => !('text' in part) || !part.text.includes('{{'))
}
