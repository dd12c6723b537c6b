import { say } from '@mortise/errors'
import type { NodeType } from '@mortise/flows'
import type { FlowDocument, FlowEdgeDocument } from '@mortise/schema'
import { useLocale, useT, useToast } from '@mortise/ui'
import { useMemo, useRef, useState } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import type { KeyMap } from '../kit/keyboard.ts'
import { useWorkbench } from '../workbench/context.tsx'
import type { Draft } from '../workbench/use-draft.ts'
import {
  addBranch,
  branchEdges,
  defers,
  isDeciding,
  makeDefault,
  moveBranch,
  moveBranchTo,
  removeBranch,
} from './branches.ts'
import {
  attachEvent,
  canRemove,
  endLine,
  insertBlock,
  type Line,
  mayEnd,
  moveBlock,
  removeNode,
} from './commands.ts'
import { type Block, blockOf, edgeOf, nodeOf, placeOf } from './graph.ts'
import { messages } from './messages.ts'
import { lastAt, lineAt, type Nodes, type Outline, outlineOf } from './outline.ts'
import { branchName, eventKinds, isCard, startBlock, startEnd, startEvent, startNode } from './start-node.ts'

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
  /** Moves a branch to where another stands. */
  readonly putBranch: (edge: string, to: string) => void
  readonly makeDefault: (edge: string) => void
  /** Types of event that may stand on the edge of a node. */
  readonly attachable: (node: string) => readonly NodeType[]
  /** Puts an event of a kind on the edge of a node. */
  readonly attach: (node: string, type: string, kind?: string) => void
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
    const type = nodes.find(node?.type ?? '')
    return say(node?.name, locale) || (type?.label[locale] ?? node?.type ?? '')
  }
  const branchNameOf = (id: string): string => {
    const edge = edgeOf(flow, id)
    const given = say(edge?.name, locale)
    if (edge === undefined || given !== '') return given
    const at = branchEdges(flow, edge.source, nodes).findIndex((one) => one.id === id)
    const gate = nodeOf(flow, edge.source)
    if (defers(gate, nodes)) return nameOf(edge.target)
    return say(branchName(at + 1, isDeciding(gate, nodes)), locale)
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
    const onEdge = attachable(aboveOf(line))
    return nodes.all.filter((type) =>
      isCard(type) ? type.role === undefined || (type.role === 'end' && ends) : onEdge.includes(type),
    )
  }
  const insert: FlowEditor['insert'] = (line, name) => {
    const type = nodes.find(name)
    if (type === undefined) return
    const label = t('addNode', { name: type.label[locale] })
    if (type.attaches === true) return attach(aboveOf(line), type.type)
    if (type.role === undefined)
      return bring(insertBlock(flow, line, { block: startBlock(flow, type, nodes), nodes }), label)
    if (type.role === 'end' && mayEnd(flow, line, nodes))
      return bring(endLine(flow, line, { end: startNode(flow, type), nodes }), label)
    toast({ text: t('endOnlyInBranch') })
  }
  const attachable = (id: string): readonly NodeType[] => {
    const on = nodes.find(nodeOf(flow, id)?.type ?? '')
    return on?.activity === true ? nodes.all.filter((type) => type.attaches === true) : []
  }
  const attach: FlowEditor['attach'] = (id, name, kind) => {
    const type = attachable(id).find((one) => one.type === name)
    if (type === undefined) return toast({ text: t('attachWhere') })
    const about = eventKinds(type).find(({ key }) => kind === undefined || key === kind)
    const event = { ...startNode(flow, type), ...(about === undefined ? {} : { event: startEvent(about) }) }
    const { name: _, ...plain } = event
    bring(
      attachEvent(flow, id, { event: plain, end: startEnd(flow, nodes) }),
      t('attachTo', { name: nameOf(id) }),
    )
  }
  /** The card that a line begins at. */
  const aboveOf = (line: Line): string => lastAt(line) ?? edgeOf(flow, line[0] ?? '')?.source ?? ''
  const lineBelow = (part: FlowPart): Line => {
    if (part !== undefined && 'edge' in part) return [part.edge]
    const place = part === undefined ? undefined : placeOf(flow, part.node, nodes)
    const line = place === undefined ? [] : lineAt(place.cards, place.index + 1, place)
    if (line.length > 0) return line
    const { main } = outline
    return lineAt(main, main.length - 1, { list: 'main', room: undefined, branch: undefined })
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
    if (block !== undefined) bring(insertBlock(flow, line, { block, nodes }), t('pasteNode'))
  }
  const duplicate = (id: string): void => {
    const block = blockOf(flow, id, nodes)
    if (block === undefined) return toast({ text: t('cannotCopy', { name: nameOf(id) }) })
    const place = placeOf(flow, block.last, nodes)
    const below = place === undefined ? [] : lineAt(place.cards, place.index + 1, place)
    bring(insertBlock(flow, below, { block, nodes }), t('copyNode', { name: nameOf(id) }))
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
      const line = lineAt(place.cards, at, place)
      if (moveBlock(flow, id, { line, nodes }) !== flow) return move(id, line)
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
    add: (type) =>
      nodes.find(type)?.attaches === true && selected !== undefined && 'node' in selected
        ? attach(selected.node, type)
        : insert(lineBelow(selected), type),
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
    putBranch: (edge, to) => {
      const label = t('moveBranch', { name: branchNameOf(edge) })
      commit(moveBranchTo(flow, edge, { to, nodes }), label)
      announce(label)
    },
    attachable,
    attach,
    makeDefault: (edge) => commit(makeDefault(flow, edge, nodes), t('makeDefault')),
    keysOf,
  }
}
