import type { TreeBranch, TreeCard } from '@mortise/flows'
import { Icon, IconButton, useT } from '@mortise/ui'
import { type ReactNode, useCallback } from 'react'
import { useDragSource, useDropTarget } from '../kit/dnd.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { defers, isDeciding } from './branches.ts'
import { useCanvas } from './canvas-context.tsx'
import { messages } from './messages.ts'
import { branchExits, orderedBranches } from './outline.ts'
import { markOfEdge } from './trial/trace.ts'
import { useEdgeWords } from './use-edge-words.ts'

/** The branches below a card, side by side in the order they are asked. */
export function Branches({
  card,
  inside,
}: {
  readonly card: TreeCard
  /** Draws the cards of a branch. */
  readonly inside: (branch: TreeBranch) => ReactNode
}): ReactNode {
  const t = useT(messages)
  const { editor, folded, fold } = useCanvas()
  const branches = orderedBranches(card)
  const closed = branches.some((branch) => branchExits(branch).length > 0)
  if (folded.has(card.node.id)) {
    return (
      <button
        type="button"
        className="f-folded"
        onClick={() => fold(card.node.id)}
        aria-label={t('expand', { name: editor.nameOf(card.node.id) })}
      >
        <Icon name="chevron-right" size={14} />
        {t('folded', { n: branches.length })}
      </button>
    )
  }
  return (
    <div className="f-branches" data-closed={closed}>
      {branches.map((branch, at) => (
        <div
          key={branch.edge.id}
          className="f-branch"
          data-first={at === 0}
          data-last={at === branches.length - 1}
        >
          <BranchHead card={card} branch={branch} at={at} count={branches.length} />
          {inside(branch)}
        </div>
      ))}
    </div>
  )
}

/** A branch that is dragged among those of its gate. */
type BranchPayload = { readonly branch: string; readonly gate: string }

function BranchHead({
  card,
  branch,
  at,
  count,
}: {
  readonly card: TreeCard
  readonly branch: TreeBranch
  readonly at: number
  readonly count: number
}): ReactNode {
  const t = useT(messages)
  const { editor, wrong, way, trace } = useCanvas()
  const { edge } = branch
  const deciding = isDeciding(card.node, editor.nodes)
  const fallback = card.node['default'] === edge.id
  const on = editor.selected !== undefined && 'edge' in editor.selected && editor.selected.edge === edge.id
  const name = editor.branchNameOf(edge.id)
  const problems = wrong.get(edge.id) ?? []
  const payload: BranchPayload = { branch: edge.id, gate: card.node.id }
  const { ref: drag, dragging } = useDragSource('flow-branch', payload, { enabled: !fallback, label: name })
  const { ref: drop, over } = useDropTarget<BranchPayload>('flow-branch', {
    canDrop: (one) => one.gate === card.node.id && one.branch !== edge.id && !fallback,
    onDrop: (one) => editor.putBranch(one.branch, edge.id),
  })
  const ref = useCallback(
    (element: HTMLElement | null) => {
      drag(element)
      drop(element)
    },
    [drag, drop],
  )
  return (
    <div
      ref={ref}
      className="f-card f-branch-head"
      data-dragging={dragging}
      data-over={over}
      data-group="branch"
      data-selected={on}
      data-wrong={problems.length > 0}
      data-way={way === undefined ? undefined : isOnWay(card, branch, way)}
      data-trace={markOfEdge(trace, edge.id)}
    >
      <button
        type="button"
        className="f-card-main"
        data-walk={edge.id}
        aria-pressed={on}
        onClick={(event) => {
          event.stopPropagation()
          editor.select({ edge: edge.id })
        }}
        onKeyDown={(event) => handleKey(editor.keysOf({ edge: edge.id }), event)}
      >
        <span className="m-visually-hidden">{t('branchCard', { name: '' })}</span>
        <span className="f-card-head">
          <b className="m-clip">{name}</b>
          {deciding ? <small>{fallback ? t('default') : t('priority', { n: at + 1 })}</small> : null}
        </span>
        <BranchWords
          edge={edge}
          deciding={deciding}
          fallback={fallback}
          beside={t(defers(card.node, editor.nodes) ? 'firstNote' : 'besideNote')}
        />
      </button>
      <span className="f-tools">
        {fallback ? null : (
          <>
            <IconButton
              icon="chevron-left"
              size={14}
              label={t('left')}
              hint="Alt ←"
              disabled={at === 0}
              onClick={() => editor.shiftBranch(edge.id, -1)}
            />
            <IconButton
              icon="chevron-right"
              size={14}
              label={t('right')}
              hint="Alt →"
              disabled={at >= count - (deciding ? 2 : 1)}
              onClick={() => editor.shiftBranch(edge.id, 1)}
            />
          </>
        )}
        <IconButton
          icon="trash-2"
          size={14}
          label={t('removeBranch', { name })}
          hint="Delete"
          onClick={() => editor.removeBranch(edge.id)}
        />
      </span>
    </div>
  )
}

/** Whether the previewed way takes a branch; an empty one is taken where no other is. */
function isOnWay(card: TreeCard, branch: TreeBranch, way: ReadonlyMap<string, unknown>): boolean {
  const enters = ({ cards: [first] }: TreeBranch): boolean => first !== undefined && way.has(first.node.id)
  if (branch.cards.length > 0) return enters(branch)
  return way.has(card.node.id) && !(card.branches ?? []).some(enters)
}

function BranchWords({
  edge,
  deciding,
  fallback,
  beside,
}: {
  readonly edge: TreeBranch['edge']
  /** What is said where nothing is asked. */
  readonly beside: string
  readonly deciding: boolean
  readonly fallback: boolean
}): ReactNode {
  const t = useT(messages)
  const { editor } = useCanvas()
  const words = useEdgeWords(editor.flow)
  if (!deciding) return <span className="f-card-words">{beside}</span>
  if (fallback) return <span className="f-card-words">{t('defaultNote')}</span>
  if (edge.condition === undefined) return <span className="f-card-wrong">{t('noCondition')}</span>
  return <span className="f-card-words">{words(edge.condition)}</span>
}
