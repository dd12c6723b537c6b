import { say } from '@mortise/errors'
import type { NodeType } from '@mortise/flows'
import type { FlowDocument, FlowEdgeDocument } from '@mortise/schema'
import { useLocale, useT, useToast } from '@mortise/ui'
import { useMemo, useRef, useState } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import type { KeyMap } from '../kit/keyboard.ts'
import { useWorkbench } from '../workbench/context.tsx'
import type { Draft } from '../workbench/use-draft.ts'
import { addBranch, branchEdges, isDeciding, makeDefault, moveBranch, removeBranch } from './branches.ts'
import { canRemove, endLine, insertBlock, type Line, mayEnd, moveBlock, removeNode } from './commands.ts'
import { type Block, blockOf, edgeOf, nodeOf, placeOf } from './graph.ts'
import { messages } from './messages.ts'
import { lineAt, type Nodes, type Outline, outlineOf } from './outline.ts'
import { branchName, isCard, startBlock, startEnd, startNode } from './start-node.ts'

/** What is selected: a node, a branch, or the flow itself. */
export type FlowPart = { readonly node: string } | { readonly edge: string } | undefined

/** Everything that can be done with a flow draft, by pointer or key. */
export type FlowEditor = {
  readonly draft: Draft<{ readonly flow: FlowDocument }>
  readonly flow: FlowDocument
  readonly nodes: Nodes
  readonly outline: Outline
  readonly selected: FlowPart
  readonly select: (part: FlowPart) => void
  readonly nameOf: (id: string) => string
  readonly branchNameOf: (edge: string) => string
  /** Takes a changed flow as one step. */
  readonly commit: (next: FlowDocument, label: string, merge?: string) => void
  /** Types that may be put into a line. */
  readonly insertable: (line: Line) => readonly NodeType[]
  readonly insert: (line: Line, type: string) => void
  /** Adds below what is selected, else before the end. */
  readonly add: (type: string) => void
  readonly move: (node: string, line: Line) => void
  readonly mayMove: (node: string) => boolean
  readonly mayRemove: (node: string) => boolean
  readonly remove: (node: string) => void
  readonly duplicate: (node: string) => void
  readonly copied: boolean
  readonly paste: (line: Line) => void
  readonly addBranch: (gate: string) => void
  readonly removeBranch: (edge: string) => void
  readonly shiftBranch: (edge: string, by: number) => void
  readonly makeDefault: (edge: string) => void
  readonly keysOf: (part: NonNullable<FlowPart>) => KeyMap
}

/** The editor of a flow draft. */
export function useFlowEditor(draft: Draft<{ readonly flow: FlowDocument }>): FlowEditor {
  const t = useT(messages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  const announce = useAnnounce()
  const toast = useToast()
  const { nodes } = kit
  const { flow } = draft.present
  const outline = useMemo(() => outlineOf(flow, nodes), [flow, nodes])
  const [selected, select] = useState<FlowPart>()
  const [copied, setCopied] = useState(false)
  const clipboard = useRef<Block | undefined>(undefined)

  const nameOf = (id: string): string => {
    const node = nodeOf(flow, id)
    return say(node?.name, locale) || (nodes.find(node?.type ?? '')?.label[locale] ?? node?.type ?? '')
  }
  const branchNameOf = (id: string): string => {
    const edge = edgeOf(flow, id)
    const given = say(edge?.name, locale)
    if (edge === undefined || given !== '') return given
    const at = branchEdges(flow, edge.source, nodes).findIndex((one) => one.id === id)
    return say(branchName(at + 1, isDeciding(nodeOf(flow, edge.source), nodes)), locale)
  }
  const commit: FlowEditor['commit'] = (next, label, merge) => {
    if (next !== flow) draft.commit({ flow: next }, label, merge)
  }
  /** Takes a step that brings something new and selects it. */
  const bring = (next: FlowDocument, label: string, first?: string): void => {
    if (next === flow) return
    const had = new Set(flow.nodes.map(({ id }) => id))
    const fresh = next.nodes.find(({ id }) => !had.has(id))
    commit(next, label)
    announce(label)
    if (fresh !== undefined) select({ node: fresh.id })
    else if (first !== undefined) select({ node: first })
  }
  const insertable = (line: Line): readonly NodeType[] => {
    const ends = mayEnd(flow, line, nodes)
    return nodes.all.filter(
      (type) => isCard(type) && (type.role === undefined || (type.role === 'end' && ends)),
    )
  }
  const insert: FlowEditor['insert'] = (line, name) => {
    const type = nodes.find(name)
    if (type === undefined) return
    const label = t('addNode', { name: type.label[locale] })
    if (type.role === undefined) return bring(insertBlock(flow, line, startBlock(flow, type, nodes)), label)
    if (type.role === 'end' && mayEnd(flow, line, nodes))
      return bring(endLine(flow, line, { end: startNode(flow, type), nodes }), label)
    toast({ text: t('endOnlyInBranch') })
  }
  const lineBelow = (part: FlowPart): Line => {
    if (part !== undefined && 'edge' in part) return [part.edge]
    const place = part === undefined ? undefined : placeOf(flow, part.node, nodes)
    const line = place === undefined ? [] : lineAt(place.cards, place.index + 1, place.branch)
    if (line.length > 0) return line
    const { main } = outline
    return lineAt(main, main.length - 1, undefined)
  }
  const remove = (id: string): void => {
    const label = t('removeNode', { name: nameOf(id) })
    const next = removeNode(flow, id, nodes)
    if (next === flow) return toast({ text: t('cannotRemove', { name: nameOf(id) }) })
    commit(next, label)
    select(undefined)
    toast({ text: label, undo: draft.undo })
    announce(label)
  }
  const move = (id: string, line: Line): void => {
    const label = t('moveNode', { name: nameOf(id) })
    commit(moveBlock(flow, id, { line, nodes }), label)
    select({ node: id })
    announce(label)
  }
  const paste = (line: Line): void => {
    const block = clipboard.current
    if (block !== undefined) bring(insertBlock(flow, line, block), t('pasteNode'))
  }
  const duplicate = (id: string): void => {
    const block = blockOf(flow, id, nodes)
    if (block === undefined) return toast({ text: t('cannotCopy', { name: nameOf(id) }) })
    const below = flow.edges.filter((edge) => edge.source === block.last).map((edge) => edge.id)
    bring(insertBlock(flow, below.slice(0, 1), block), t('copyNode', { name: nameOf(id) }))
  }
  const copy = (id: string): void => {
    const block = blockOf(flow, id, nodes)
    if (block === undefined) return toast({ text: t('cannotCopy', { name: nameOf(id) }) })
    clipboard.current = block
    setCopied(true)
    announce(t('copied', { name: nameOf(id) }))
  }
  /** Past the neighbour above or below; what closes a block is passed with its block. */
  const step = (id: string, by: 1 | -1): void => {
    const place = placeOf(flow, id, nodes)
    if (place === undefined) return
    for (let at = by < 0 ? place.index - 1 : place.index + 2; at >= 0 && at <= place.cards.length; at += by) {
      const next = moveBlock(flow, id, { line: lineAt(place.cards, at, place.branch), nodes })
      if (next !== flow) return move(id, lineAt(place.cards, at, place.branch))
    }
  }
  const dropBranch = (edge: string): void => {
    const label = t('removeBranch', { name: branchNameOf(edge) })
    commit(removeBranch(flow, edge, nodes), label)
    select(undefined)
    toast({ text: label, undo: draft.undo })
  }
  const shift = (edge: string, by: number): void => {
    commit(moveBranch(flow, edge, { by, nodes }), t('moveBranch', { name: branchNameOf(edge) }))
    announce(t('moveBranch', { name: branchNameOf(edge) }))
  }
  const keysOf: FlowEditor['keysOf'] = (part) => {
    const pasting = { 'Ctrl+V': () => paste(lineBelow(part)), Escape: () => select(undefined) }
    if ('edge' in part) {
      const del = (): void => dropBranch(part.edge)
      return {
        ...pasting,
        Delete: del,
        Backspace: del,
        'Alt+ArrowLeft': () => shift(part.edge, -1),
        'Alt+ArrowRight': () => shift(part.edge, 1),
      }
    }
    const id = part.node
    return {
      ...pasting,
      Delete: () => remove(id),
      Backspace: () => remove(id),
      'Alt+ArrowUp': () => step(id, -1),
      'Alt+ArrowDown': () => step(id, 1),
      'Ctrl+C': () => copy(id),
      'Ctrl+D': () => duplicate(id),
      'Ctrl+X': () => {
        copy(id)
        remove(id)
      },
    }
  }
  return {
    draft,
    flow,
    nodes,
    outline,
    selected,
    select,
    nameOf,
    branchNameOf,
    commit,
    insertable,
    insert,
    add: (type) => insert(lineBelow(selected), type),
    move,
    mayMove: (id) => blockOf(flow, id, nodes) !== undefined,
    mayRemove: (id) => canRemove(flow, id, nodes),
    remove,
    duplicate,
    copied,
    paste,
    addBranch: (gate) => {
      const deciding = isDeciding(nodeOf(flow, gate), nodes)
      const count = branchEdges(flow, gate, nodes).length
      const name = branchName(deciding ? count : count + 1, deciding)
      const next = addBranch(flow, gate, { name, end: startEnd(flow, nodes), nodes })
      commit(next, t('addBranch'))
      const added = next.edges.find((edge: FlowEdgeDocument) => edgeOf(flow, edge.id) === undefined)
      if (added !== undefined) select({ edge: added.id })
    },
    removeBranch: dropBranch,
    shiftBranch: shift,
    makeDefault: (edge) => commit(makeDefault(flow, edge, nodes), t('makeDefault')),
    keysOf,
  }
}
