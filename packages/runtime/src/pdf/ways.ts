import { type PagedTable, pagedTableOf } from '@mortise/prints'
import type { Content } from 'pdfmake/interfaces.js'

/** One step into content: the list of a node, and the place in it. The first step's list is the content itself. */
type Step = { readonly list: 'stack' | 'columns'; readonly at: number }

/** The way from content to a node in it, from the outside in; content itself counts as a stack. */
export type Way = readonly Step[]

type Holder = { readonly stack?: readonly Content[]; readonly columns?: readonly Content[] }

const lists = ['stack', 'columns'] as const

/** The way to the first table whose rows are to be dealt out to pages, in reading order; undefined where there is none. */
export function wayToTable(content: readonly Content[], list: Step['list'] = 'stack'): Way | undefined {
  for (const [at, node] of content.entries()) {
    if (pagedTableOf(node) !== undefined) return [{ list, at }]
    if (typeof node !== 'object' || node === null || Array.isArray(node)) continue
    for (const key of lists) {
      const inner = (node as Holder)[key]
      const way = Array.isArray(inner) ? wayToTable(inner as readonly Content[], key) : undefined
      if (way !== undefined) return [{ list, at }, ...way]
    }
  }
  return undefined
}

/** The nodes that a way goes through, the last one among them. */
export function nodesOn(content: readonly Content[], way: Way): readonly Content[] {
  let here = content
  const found: Content[] = []
  for (const [depth, { at }] of way.entries()) {
    const node = here[at]
    if (node === undefined) return found
    found.push(node)
    const next = way[depth + 1]?.list
    here = next === undefined ? [] : ((node as Holder)[next] ?? [])
  }
  return found
}

/** The table at the end of a way. */
export function tableOn(content: readonly Content[], way: Way): PagedTable | undefined {
  return pagedTableOf(nodesOn(content, way).at(-1))
}

type Change = {
  /** The list that the last step is in, made anew. */
  readonly inside: (siblings: readonly Content[], at: number) => readonly Content[]
  /** Each node on the way but the last. */
  readonly node?: (node: Content) => Content
  /** What stands behind a step in a stack is left out. */
  readonly cut?: boolean
}

/** A copy of content that is other along a way. */
export function changedOn(content: readonly Content[], way: Way, change: Change): readonly Content[] {
  const [step, ...rest] = way
  if (step === undefined) return content
  if (rest.length === 0) return change.inside(content, step.at)
  const next = rest[0]?.list ?? 'stack'
  return content.flatMap((node, at): readonly Content[] => {
    // Columns stand beside each other: those behind say how wide the others are.
    if (at > step.at && change.cut === true && step.list === 'stack') return []
    if (at !== step.at) return [node]
    const inner = changedOn((node as Holder)[next] ?? [], rest, change)
    const made = { ...(node as object), [next]: inner } as unknown as Content
    return [change.node?.(made) ?? made]
  })
}

/** A node that may go over pages. */
export function loose(node: Content): Content {
  const { unbreakable: _, ...rest } = node as object as { readonly unbreakable?: unknown }
  return rest as unknown as Content
}

/** Whether something on the way to a node, itself not counted, is kept on one page. */
export function isHeld(content: readonly Content[], way: Way): boolean {
  return nodesOn(content, way)
    .slice(0, -1)
    .some((node) => (node as { readonly unbreakable?: unknown }).unbreakable === true)
}
