import type { FormDocument, FormNode } from '@mortise/schema'
import { partsOf, valueAt, withValueAt } from '../kit/pointer.ts'

/*
 * Glossary. pointer: where a node stands, as a JSON pointer into the form document (`/nodes/0/tabs/1/nodes/2`), the same
 * that problems name. list: the pointer of the array it stands in (`/nodes/0/tabs/1/nodes`).
 */

/** A spot in a list. */
export type Spot = { readonly list: string; readonly index: number }

/** Where a node stands. */
export function spotOf(pointer: string): Spot {
  const cut = pointer.lastIndexOf('/')
  return { list: pointer.slice(0, cut), index: Number(pointer.slice(cut + 1)) }
}

/** The node at a pointer. */
export function nodeAt(form: FormDocument, pointer: string): FormNode | undefined {
  const found = valueAt(form, pointer)
  return typeof found === 'object' && found !== null && 'type' in found ? (found as FormNode) : undefined
}

/** The nodes of a list. */
export function nodesAt(form: FormDocument, list: string): readonly FormNode[] {
  const found = valueAt(form, list)
  return Array.isArray(found) ? (found as readonly FormNode[]) : []
}

function changeList(
  form: FormDocument,
  list: string,
  change: (nodes: readonly FormNode[]) => readonly FormNode[],
): FormDocument {
  return withValueAt(form, list, (nodes) => change((nodes ?? []) as readonly FormNode[]))
}

/** The form with a node more. */
export function insertNode(form: FormDocument, { list, index }: Spot, node: FormNode): FormDocument {
  return changeList(form, list, (nodes) => nodes.toSpliced(Math.min(index, nodes.length), 0, node))
}

/** The form without a node (and all inside it). */
export function removeNode(form: FormDocument, pointer: string): FormDocument {
  const { list, index } = spotOf(pointer)
  return changeList(form, list, (nodes) => nodes.toSpliced(index, 1))
}

/** The form with a changed node; a patch of undefined takes a property away. */
export function patchNode(
  form: FormDocument,
  pointer: string,
  patch: { readonly [key: string]: unknown },
): FormDocument {
  return withValueAt(form, pointer, (node) => {
    const next = { ...(node as object), ...patch }
    return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined))
  })
}

/** Whether a spot lies inside the node at a pointer, where the node itself can't go. */
export function liesInside(list: string, pointer: string): boolean {
  return list === pointer || list.startsWith(`${pointer}/`)
}

/**
 * Moves a node and tells where it stands afterwards. Taking it out shifts what comes behind it, also on the way to the
 * new list. A node can't go into itself: then nothing changes.
 */
export function moveNode(
  form: FormDocument,
  from: string,
  to: Spot,
): { readonly form: FormDocument; readonly pointer: string } {
  const node = nodeAt(form, from)
  if (node === undefined || liesInside(to.list, from)) return { form, pointer: from }
  const start = spotOf(from)
  const same = start.list === to.list
  const index = same && to.index > start.index ? to.index - 1 : to.index
  const list = shifted(to.list, start)
  if (same && index === start.index) return { form, pointer: from }
  const moved = insertNode(removeNode(form, from), { list, index }, node)
  return { form: moved, pointer: `${list}/${Math.min(index, nodesAt(moved, list).length - 1)}` }
}

/** The form with nodes taken from their places and put side by side at a spot, and where the first of them stands. */
export function gatherNodes(
  form: FormDocument,
  pointers: readonly string[],
  to: Spot,
): { readonly form: FormDocument; readonly pointers: readonly string[] } {
  const nodes = pointers.flatMap((one) => nodeAt(form, one) ?? [])
  if (pointers.some((one) => liesInside(to.list, one))) return { form, pointers }
  let [left, spot] = [form, to]
  // From the last to the first: taking one out moves none of those before it.
  for (const pointer of pointers.toReversed()) {
    const gone = spotOf(pointer)
    const before = gone.list === spot.list && gone.index < spot.index
    left = removeNode(left, pointer)
    spot = { list: shifted(spot.list, gone), index: before ? spot.index - 1 : spot.index }
  }
  const { list, index } = spot
  const gathered = nodes.reduce((now, node, at) => insertNode(now, { list, index: index + at }, node), left)
  return { form: gathered, pointers: nodes.map((_, at) => `${list}/${index + at}`) }
}

/** A list's pointer after the node at `gone` was taken out. */
function shifted(list: string, gone: Spot): string {
  const depth = partsOf(gone.list).length
  const parts = [...partsOf(list)]
  const passes = partsOf(gone.list).every((part, at) => parts[at] === part) && parts.length > depth
  const index = Number(parts[depth])
  if (!passes || index <= gone.index) return list
  parts[depth] = String(index - 1)
  return `/${parts.join('/')}`
}

/** Every node with its pointer, in reading order. */
export function walkNodes(
  form: FormDocument,
): readonly { readonly pointer: string; readonly node: FormNode }[] {
  const found: { readonly pointer: string; readonly node: FormNode }[] = []
  const visit = (list: string): void => {
    for (const [index, node] of nodesAt(form, list).entries()) {
      const pointer = `${list}/${index}`
      found.push({ pointer, node })
      for (const inner of listsOf(node, pointer)) visit(inner)
    }
  }
  visit('/nodes')
  return found
}

/** Lists inside a node, told by what it holds and not by its type. */
export function listsOf(node: FormNode, pointer: string): readonly string[] {
  if ('tabs' in node) return node.tabs.map((_, at) => `${pointer}/tabs/${at}/nodes`)
  if ('steps' in node) return node.steps.map((_, at) => `${pointer}/steps/${at}/nodes`)
  return 'nodes' in node ? [`${pointer}/nodes`] : []
}

/** Keys of the fields that stand on the form. */
export function placedFields(form: FormDocument): ReadonlySet<string> {
  return new Set(
    walkNodes(form).flatMap(({ node }) =>
      'field' in node && node.type !== 'related_list' ? [node.field] : [],
    ),
  )
}

/** Every list with its length, in reading order: the spots a node can be moved to by keys. */
export function spotsOf(form: FormDocument): readonly Spot[] {
  const spots: Spot[] = []
  const visit = (list: string): void => {
    const nodes = nodesAt(form, list)
    for (const [index, node] of nodes.entries()) {
      spots.push({ list, index })
      for (const inner of listsOf(node, `${list}/${index}`)) visit(inner)
    }
    spots.push({ list, index: nodes.length })
  }
  visit('/nodes')
  return spots
}
