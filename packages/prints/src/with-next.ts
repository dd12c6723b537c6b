import type { PrintBlockDocument } from '@mortise/schema'
import type { Content } from 'pdfmake/interfaces.js'
import { dealableTableOf, type PagedContent, pagedTableOf } from './paged/types.ts'

/** A block with what it prints. */
export type Printed = { readonly block: PrintBlockDocument; readonly content: Content }

/** More rows than these are not kept in one piece with their heading: the first of them are, once their pages are known. */
const mostTogether = 15

/** A table that nobody deals out to pages is drawn as it is. */
function asItIs(content: Content): Content {
  if (dealableTableOf(content) === undefined) return content
  const { dealable: _, ...plain } = content as object as { readonly dealable: unknown }
  return plain as unknown as Content
}

/** Content that stands on one page with the beginning of what follows. */
function leading(content: Content): Content {
  const node = typeof content === 'object' && !Array.isArray(content) ? content : { stack: [content] }
  return { ...node, leads: true } as unknown as Content
}

function together(before: readonly Content[], next: Content): readonly Content[] {
  const table = dealableTableOf(next)
  const long = table !== undefined && table.rows.length > mostTogether
  if (pagedTableOf(next) !== undefined || long) {
    const dealt =
      table === undefined ? next : ({ ...(asItIs(next) as object), pagedTable: table } as PagedContent)
    return [...before.map(leading), dealt]
  }
  return [{ stack: [...before, asItIs(next)], unbreakable: true }]
}

/** What blocks print, one behind the other, with what is to stand on one page with its successor held together with it. */
export function withNext(printed: readonly Printed[]): Content[] {
  const found: Content[] = []
  let waiting: Content[] = []
  for (const { block, content } of printed) {
    if (block.keepWithNext === true) waiting.push(asItIs(content))
    else {
      found.push(...(waiting.length === 0 ? [asItIs(content)] : together(waiting, content)))
      waiting = []
    }
  }
  return [...found, ...waiting]
}
