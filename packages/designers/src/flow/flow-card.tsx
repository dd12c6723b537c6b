import type { FlowNodeDocument } from '@mortise/schema'
import { Icon, IconButton, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useDragSource } from '../kit/dnd.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { useCanvas } from './canvas-context.tsx'
import { AddEdgeEvent, EdgeEvents } from './edge-events.tsx'
import { JumpLine } from './jump-line.tsx'
import { messages } from './messages.ts'
import { useNodeWords } from './node-words.ts'
import { markOfNode } from './trial/trace.ts'
import { WayPeople } from './way-people.tsx'

/** A node as a card: what it is called, what it does, what is wrong with it, what is in it and on its edge. */
export function FlowCard({
  node,
  inside,
}: {
  readonly node: FlowNodeDocument
  /** Steps that lie inside it. */
  readonly inside: ReactNode
}): ReactNode {
  const t = useT(messages)
  const { editor, wrong, way, trace, folded, fold } = useCanvas()
  const words = useNodeWords(editor.flow)
  const type = editor.nodes.find(node.type)
  const name = editor.nameOf(node.id)
  const on = editor.selected !== undefined && 'node' in editor.selected && editor.selected.node === node.id
  const { ref, dragging } = useDragSource(
    'flow-node',
    { move: node.id },
    { enabled: editor.mayMove(node.id), label: name },
  )
  const problems = wrong.get(node.id) ?? []
  const sentence = words(node)
  const jumps = editor.outline.jumps.filter((edge) => edge.source === node.id)
  return (
    <div
      ref={ref}
      className="f-card"
      data-group={type?.group ?? 'unknown'}
      data-role={type?.role}
      data-holds={inside !== undefined}
      data-folded={inside !== undefined && folded.has(node.id)}
      data-selected={on}
      data-wrong={problems.length > 0}
      data-dragging={dragging}
      data-way={way === undefined ? undefined : way.has(node.id)}
      data-trace={markOfNode(trace, node.id)}
    >
      <button
        type="button"
        className="f-card-main"
        data-walk={node.id}
        aria-description={problems.slice(1).join(' ')}
        aria-pressed={on}
        onClick={(event) => {
          event.stopPropagation()
          editor.select({ node: node.id })
        }}
        onKeyDown={(event) => handleKey(editor.keysOf({ node: node.id }), event)}
      >
        <span className="m-visually-hidden">{t('step', { name: '' })}</span>
        <span className="f-card-head">
          <span className="f-card-icon">
            <Icon name={type?.icon ?? 'square'} />
          </span>
          <b className="m-clip">{name}</b>
        </span>
        {type?.role === 'end' && sentence === name ? null : <span className="f-card-words">{sentence}</span>}
        {problems.length === 0 ? null : (
          <span className="f-card-wrong">
            <Icon name="triangle-alert" size={14} />
            <span>{problems[0]}</span>
          </span>
        )}
      </button>
      <WayPeople step={way?.get(node.id)} />
      {inside === undefined || folded.has(node.id) ? null : <div className="f-room">{inside}</div>}
      {jumps.map((edge) => (
        <JumpLine key={edge.id} edge={edge} />
      ))}
      <EdgeEvents host={node.id} />
      {type?.role === 'start' ? null : (
        <span className="f-tools">
          {inside === undefined ? null : (
            <IconButton
              icon={folded.has(node.id) ? 'chevron-right' : 'chevron-down'}
              size={14}
              label={t(folded.has(node.id) ? 'expandRoom' : 'collapseRoom', { name })}
              onClick={() => fold(node.id)}
            />
          )}
          <AddEdgeEvent host={node.id} />
          {editor.mayMove(node.id) ? (
            <IconButton
              icon="copy"
              size={14}
              label={t('copyNode', { name })}
              hint="Ctrl D"
              onClick={() => editor.duplicate(node.id)}
            />
          ) : null}
          <IconButton
            icon="trash-2"
            size={14}
            label={t('removeNode', { name })}
            hint="Delete"
            onClick={() => editor.remove(node.id)}
          />
        </span>
      )}
    </div>
  )
}
