import type { FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'
import { Icon, IconButton, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useDragSource } from '../kit/dnd.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { useCanvas } from './canvas-context.tsx'
import { messages } from './messages.ts'
import { useNodeWords } from './node-words.ts'
import { useOutcomeName } from './outcome-name.ts'
import { WayPeople } from './way-people.tsx'

/** A node as a card: what it is called, what it does, what is wrong with it. */
export function FlowCard({ node }: { readonly node: FlowNodeDocument }): ReactNode {
  const t = useT(messages)
  const { editor, wrong, way } = useCanvas()
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
      data-selected={on}
      data-wrong={problems.length > 0}
      data-dragging={dragging}
      data-way={way === undefined ? undefined : way.has(node.id)}
    >
      <button
        type="button"
        className="f-card-main"
        data-walk={node.id}
        aria-description={problems.slice(1).join('；')}
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
      {jumps.map((edge) => (
        <JumpLine key={edge.id} edge={edge} />
      ))}
      {type?.role === 'start' ? null : (
        <span className="f-tools">
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

/** A way that leaves a card to one drawn elsewhere; a press goes there. */
function JumpLine({ edge }: { readonly edge: FlowEdgeDocument }): ReactNode {
  const t = useT(messages)
  const { editor } = useCanvas()
  const outcomeName = useOutcomeName(editor)
  const outcome = outcomeName(edge)
  const name = editor.nameOf(edge.target)
  return (
    <button
      type="button"
      className="f-jump"
      onClick={(event) => {
        event.stopPropagation()
        editor.select({ node: edge.target })
        const target = document.querySelector(`[data-walk="${CSS.escape(edge.target)}"]`)
        target?.scrollIntoView({ block: 'center', inline: 'center', behavior: 'smooth' })
      }}
    >
      <Icon name="corner-down-right" size={14} />
      <span className="m-clip">{outcome === '' ? t('goesTo', { name }) : t('jump', { outcome, name })}</span>
    </button>
  )
}
