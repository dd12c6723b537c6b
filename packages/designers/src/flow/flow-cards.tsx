import type { FlowTree, TreeBranch, TreeCard } from '@mortise/flows'
import { Icon, IconButton, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { handleKey } from '../kit/keyboard.ts'
import { useCanvas } from './canvas-context.tsx'
import { Branches } from './flow-branches.tsx'
import { FlowCard } from './flow-card.tsx'
import { FlowLine } from './flow-line.tsx'
import { isJoin } from './graph.ts'
import { messages } from './messages.ts'
import { lineAt } from './outline.ts'

type Props = {
  /** Name of the sequence, which drops are told. */
  readonly list: string
  readonly cards: FlowTree
  readonly branch: TreeBranch | undefined
}

/** A sequence of cards from top to bottom, with a plus on every line. */
export function Cards({ list, cards, branch }: Props): ReactNode {
  const t = useT(messages)
  const { editor } = useCanvas()
  const line = (at: number): ReactNode => {
    const edges = lineAt(cards, at, branch)
    const above = cards[at - 1]
    const below = cards[at]
    if (edges.length === 0) return null
    // A plus stands below every branch already; a line to the dot where they meet needs none.
    if (
      above?.branches !== undefined &&
      below !== undefined &&
      isJoin(editor.flow, below.node.id, editor.nodes)
    )
      return <i className="f-stem" />
    return <FlowLine line={edges} label={lineLabel(at, above)} />
  }
  const lineLabel = (at: number, above: TreeCard | undefined): string => {
    if (at === 0 || above === undefined)
      return t('insertInBranch', { name: editor.branchNameOf(branch?.edge.id ?? '') })
    if (above.branches !== undefined) return t('insertBehind', { name: editor.nameOf(above.node.id) })
    const gate = cards[at - 2]
    return gate?.branches !== undefined && isJoin(editor.flow, above.node.id, editor.nodes)
      ? t('insertBehind', { name: editor.nameOf(gate.node.id) })
      : t('insertAfter', { name: editor.nameOf(above.node.id) })
  }
  return (
    <div className="f-cards" data-list={list} data-flow="column">
      {line(0)}
      {cards.map((card, at) => (
        <div key={card.node.id} className="f-step" data-index={at}>
          <Step card={card} />
          {card.branches === undefined ? null : (
            <Branches
              card={card}
              inside={(inner) => <Cards list={inner.edge.id} cards={inner.cards} branch={inner} />}
            />
          )}
          {at === cards.length - 1 ? null : line(at + 1)}
        </div>
      ))}
      {branch === undefined || cards.length === 0 ? null : line(cards.length)}
      {branch === undefined ? null : (
        <i className="f-tail" data-open={lineAt(cards, cards.length, branch).length === 0} />
      )}
    </div>
  )
}

function Step({ card }: { readonly card: TreeCard }): ReactNode {
  const { editor } = useCanvas()
  const type = editor.nodes.find(card.node.type)
  const closes = type?.branching === true && card.branches === undefined
  if (closes) return <i className="f-join" />
  return type?.branching === true ? <Gate card={card} /> : <FlowCard node={card.node} />
}

/** A branching node: small, since its branches say what it is about. */
function Gate({ card: { node } }: { readonly card: TreeCard }): ReactNode {
  const t = useT(messages)
  const { editor, wrong, way, folded, fold } = useCanvas()
  const name = editor.nameOf(node.id)
  const on = editor.selected !== undefined && 'node' in editor.selected && editor.selected.node === node.id
  const problems = wrong.get(node.id) ?? []
  const isFolded = folded.has(node.id)
  return (
    <div
      className="f-gate"
      data-selected={on}
      data-wrong={problems.length > 0}
      data-way={way === undefined ? undefined : way.has(node.id)}
      title={problems[0]}
    >
      <button
        type="button"
        className="f-gate-main"
        data-walk={node.id}
        aria-label={t('step', { name })}
        aria-description={problems.join('；')}
        aria-pressed={on}
        onClick={(event) => {
          event.stopPropagation()
          editor.select({ node: node.id })
        }}
        onKeyDown={(event) => handleKey(editor.keysOf({ node: node.id }), event)}
      >
        <Icon name={editor.nodes.find(node.type)?.icon ?? 'split'} size={14} />
        <span className="m-clip">{name}</span>
      </button>
      <IconButton
        icon="plus"
        size={14}
        label={t('addBranchTo', { name })}
        onClick={() => editor.addBranch(node.id)}
      />
      <IconButton
        icon={isFolded ? 'chevron-right' : 'chevron-down'}
        size={14}
        label={t(isFolded ? 'expand' : 'collapse', { name })}
        onClick={() => fold(node.id)}
      />
    </div>
  )
}
