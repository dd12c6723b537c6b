import type { FormNode } from '@mortise/schema'
import type { Target } from './commands.ts'
import type { FormDraft } from './draft.ts'
import { columnsOf, isColumn, tableAt } from './subtable.ts'
import { listsOf, nodeAt, nodesAt, type Spot, spotOf } from './tree.ts'

/** Where something added without a pointer goes: into the container that is selected, behind what is selected, else last. */
export function endSpot(draft: FormDraft, selected: string | undefined): Target {
  const { form } = draft
  if (selected !== undefined && isColumn(selected)) {
    const { list, index } = spotOf(selected)
    return { list, index: index + 1, mode: 'after' }
  }
  const table = tableAt(draft, selected)
  if (table !== undefined)
    return { list: `${table.pointer}/columns`, index: columnsOf(table).length, mode: 'inside' }
  const node = selected === undefined ? undefined : nodeAt(form, selected)
  if (selected !== undefined && node !== undefined) {
    const [inside] = listsOf(node, selected)
    if (inside !== undefined) return { list: inside, index: nodesAt(form, inside).length, mode: 'inside' }
    const { list, index } = spotOf(selected)
    return { list, index: index + 1, mode: 'after' }
  }
  const last = form.nodes.length - 1
  const lastNode = form.nodes[last]
  const [inside] = lastNode === undefined ? [] : listsOf(lastNode, `/nodes/${last}`)
  const list = inside ?? '/nodes'
  return { list, index: nodesAt(form, list).length, mode: 'inside' }
}

/** The end of the tab or step next to the one an element stands in; undefined where there is none. */
export function nextPart({ form }: FormDraft, pointer: string, by: 1 | -1): Spot | undefined {
  for (let at = spotOf(pointer).list; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = /^(.*\/(?:tabs|steps))\/(\d+)\/nodes$/.exec(at)
    if (found === null) continue
    const list = `${found[1]}/${Number(found[2]) + by}/nodes`
    const holder = nodeAt(form, found[1]?.replace(/\/(?:tabs|steps)$/, '') ?? '')
    const lists =
      holder === undefined ? [] : listsOf(holder, (found[1] ?? '').replace(/\/(?:tabs|steps)$/, ''))
    if (lists.includes(list)) return { list, index: nodesAt(form, list).length }
  }
  return undefined
}

/** How many of the 12 columns an element takes. */
export function spanOf(node: FormNode): number {
  if (node.type === 'field') return node.span ?? 6
  return 'span' in node && node.span !== undefined ? node.span : 12
}
