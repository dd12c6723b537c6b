import { say } from '@mortise/errors'
import type { FlowDocument, FlowNodeDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { useState } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import type { KeyMap } from '../kit/keyboard.ts'
import { useWorkbench } from '../workbench/context.tsx'
import type { Draft } from '../workbench/use-draft.ts'
import { freshId } from '../kit/keys.ts'
import {
  addBranch,
  canRemove,
  duplicateNode,
  edgesFrom,
  type FlowEdit,
  insertBranches,
  insertOnEdge,
  moveNodeTo,
  removeBranch,
  removeNode,
  shiftBranch,
} from './commands.ts'
import { messages } from './messages.ts'
import { startNode } from './start-node.ts'

/** What is selected: a node, a branch, or the flow itself. */
export type FlowPart = { readonly node: string } | { readonly edge: string } | undefined

/** Everything that can be done on the canvas of a flow. */
export type FlowEditor = {
  readonly draft: Draft<{ readonly flow: FlowDocument }>
  readonly flow: FlowDocument
  readonly selected: FlowPart
  readonly select: (part: FlowPart) => void
  readonly nameOf: (node: FlowNodeDocument | undefined) => string
  /** Puts a node of a type into the line of an edge. */
  readonly insert: (edge: string, type: string) => void
  /** Adds below what is selected. */
  readonly add: (type: string) => void
  readonly move: (node: string, edge: string) => void
  readonly remove: (node: string, meet: string | undefined) => void
  readonly duplicate: (node: string) => void
  readonly addLane: (gate: string, target: string) => void
  readonly removeLane: (edge: string) => void
  readonly shiftLane: (edge: string, by: 1 | -1) => void
  /** Node held by the keyboard, and the line it would go into. */
  readonly lifted: { readonly node: string; readonly edge: string } | undefined
  readonly keys: (node: string, meet: string | undefined) => KeyMap
}

/** The editor of a flow draft. */
export function useFlowEditor(draft: Draft<{ readonly flow: FlowDocument }>): FlowEditor {
  const t = useT(messages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  const announce = useAnnounce()
  const { flow } = draft.present
  const [selected, select] = useState<FlowPart>()
  const [lifted, setLifted] = useState<FlowEditor['lifted']>()
  const nodeOf = (id: string): FlowNodeDocument | undefined => flow.nodes.find((one) => one.id === id)
  const nameOf = (node: FlowNodeDocument | undefined): string =>
    say(node?.name, locale) || (kit.nodes.find(node?.type ?? '')?.label[locale] ?? node?.type ?? '')
  const take = (edit: FlowEdit, label: string): void => {
    draft.commit({ flow: edit.flow }, label)
    if (edit.selected !== undefined) select({ node: edit.selected })
  }
  const insert = (edge: string, name: string): void => {
    const type = kit.nodes.find(name)
    if (type === undefined) return
    const label = t('addNode', { name: type.label[locale] })
    const fresh = startNode(type, locale)
    if (type.branching !== true) return take(insertOnEdge(flow, edge, fresh), label)
    const conditional = type.ports(fresh).some((port) => port.conditional === true)
    const waits = type.join === 'all' || type.join === 'inclusive'
    const meet = waits ? { id: freshId('n'), type: type.type } : undefined
    const names = conditional ? ([t('branchOne'), t('branchElse')] as const) : undefined
    take(insertBranches(flow, edge, { gate: fresh, meet, names }), label)
  }
  const add = (type: string): void => {
    const from = selected !== undefined && 'node' in selected ? selected.node : undefined
    const own = from === undefined ? undefined : edgesFrom(flow, from)[0]
    const last = flow.edges.find((edge) => edgesFrom(flow, edge.target).length === 0)
    const edge = (selected !== undefined && 'edge' in selected ? selected.edge : own?.id) ?? last?.id
    if (edge !== undefined) insert(edge, type)
  }
  const remove = (id: string, meet: string | undefined): void => {
    if (!canRemove(flow, id)) return
    draft.commit({ flow: removeNode(flow, id, meet) }, t('removeNode', { name: nameOf(nodeOf(id)) }))
    select(undefined)
    announce(t('removeNode', { name: nameOf(nodeOf(id)) }))
  }
  const move = (id: string, edge: string): void =>
    take(moveNodeTo(flow, id, edge), t('moveNode', { name: nameOf(nodeOf(id)) }))
  const duplicate = (id: string): void =>
    take(duplicateNode(flow, id), t('copyNode', { name: nameOf(nodeOf(id)) }))
  const commit = (next: FlowDocument, label: string): void => draft.commit({ flow: next }, label)
  const addLane = (gate: string, target: string): void => {
    const conditional = kit.nodes
      .find(nodeOf(gate)?.type ?? '')
      ?.ports(nodeOf(gate) ?? { id: '', type: '' })
      .some((port) => port.conditional === true)
    const name = conditional === true ? t('branch', { n: edgesFrom(flow, gate).length }) : undefined
    commit(addBranch(flow, gate, { target, name }), t('addBranch'))
  }
  const lines = flow.edges.map((edge) => edge.id)
  const aim = (by: 1 | -1): void => {
    if (lifted === undefined) return
    const open = lines.filter((id) => {
      const edge = flow.edges.find((one) => one.id === id)
      return edge !== undefined && edge.source !== lifted.node && edge.target !== lifted.node
    })
    const at = open.indexOf(lifted.edge)
    const next = open[(at + by + open.length) % Math.max(open.length, 1)]
    if (next === undefined) return
    setLifted({ ...lifted, edge: next })
    announce(`${nameOf(nodeOf(flow.edges.find((edge) => edge.id === next)?.source ?? ''))} ↓`)
  }
  const walk = (id: string, by: 1 | -1): void => {
    const at = flow.nodes.findIndex((one) => one.id === id)
    const next = flow.nodes[at + by]
    if (next !== undefined) select({ node: next.id })
  }
  const keys = (id: string, meet: string | undefined): KeyMap => {
    const name = nameOf(nodeOf(id))
    return {
      Space: () => {
        if (lifted?.node === id) {
          if (lifted.edge !== '') move(id, lifted.edge)
          setLifted(undefined)
          announce(t('dropped', { name }))
        } else if (edgesFrom(flow, id).length === 1 && canRemove(flow, id)) {
          setLifted({ node: id, edge: '' })
          announce(t('lifted', { name }))
        }
      },
      Escape: () => (lifted === undefined ? select(undefined) : setLifted(undefined)),
      ArrowDown: () => (lifted === undefined ? walk(id, 1) : aim(1)),
      ArrowUp: () => (lifted === undefined ? walk(id, -1) : aim(-1)),
      Enter: () => select({ node: id }),
      Delete: () => remove(id, meet),
      Backspace: () => remove(id, meet),
      'Ctrl+D': () => duplicate(id),
    }
  }
  return {
    draft,
    flow,
    selected,
    select,
    nameOf,
    insert,
    add,
    move,
    remove,
    duplicate,
    addLane,
    removeLane: (edge) => commit(removeBranch(flow, edge), t('removeBranch')),
    shiftLane: (edge, by) => commit(shiftBranch(flow, edge, by), t('moveBranch')),
    lifted,
    keys,
  }
}
