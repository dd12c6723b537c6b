import type { Content } from 'pdfmake/interfaces.js'

/*
 * Page numbers are known only while pages are laid out, yet a definition is plain data that can travel to another
 * thread. So the place of a number is a marked text, and `toDocDefinition` makes the function that fills it.
 */

/** A text whose `{n}` and `{m}` become the number of the page and of all pages. */
export function pageText(
  format: string,
  style: { readonly fontSize: number; readonly alignment: 'left' | 'center' | 'right' },
): Content {
  const node: Content & { readonly pageText: true } = { text: format, ...style, pageText: true }
  return node
}

/** Copies content with every page text filled in. The copy is needed anyway: drawing changes what it is given. */
export function fillPageTexts<T>(node: T, number: number, count: number): T {
  if (Array.isArray(node)) return node.map((one: unknown) => fillPageTexts(one, number, count)) as T
  if (node === null || typeof node !== 'object') return node
  // What a table's pages are dealt out from has been used by now.
  const {
    pageText: marked,
    pagedTable: _dealt,
    leads: _leads,
    over: _over,
    ...rest
  } = node as {
    readonly pageText?: unknown
    readonly pagedTable?: unknown
    readonly leads?: unknown
    readonly over?: unknown
    readonly text?: unknown
  }
  if (marked === true && typeof rest.text === 'string') {
    const text = rest.text.replaceAll('{n}', String(number)).replaceAll('{m}', String(count))
    return { ...rest, text } as T
  }
  return Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, fillPageTexts(value, number, count)]),
  ) as T
}

/** A copy of content as it would stand on a first and only page, for measuring. */
export function filledContent(content: Content): Content {
  return fillPageTexts(content, 1, 1)
}
