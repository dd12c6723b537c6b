import type { TreeCard } from '@mortise/flows'
import type { FlowNodeDocument } from '@mortise/schema'
import { Icon, IconButton, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { handleKey } from '../kit/keyboard.ts'
import { useCanvas } from './canvas-context.tsx'
import { messages } from './messages.ts'
import { useNodeWords } from './node-words.ts'
import { markOfNode } from './trial/trace.ts'

/** A branching node: small, since its branches say what it is about. */
export function Gate({ card: { node } }: { readonly card: TreeCard }): ReactNode {
  const t = useT(messages)
  const { editor, folded, fold } = useCanvas()
  const name = editor.nameOf(node.id)
  const isFolded = folded.has(node.id)
  return (
    <Pill node={node} text={name}>
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
    </Pill>
  )
}

/** Where branches meet by a rule of its own: after so many of them. */
export function Meeting({ node }: { readonly node: FlowNodeDocument }): ReactNode {
  const { editor } = useCanvas()
  const words = useNodeWords(editor.flow)
  return <Pill node={node} text={words(node)} />
}

function Pill({
  node,
  text,
  children,
}: {
  readonly node: FlowNodeDocument
  readonly text: string
  readonly children?: ReactNode
}): ReactNode {
  const t = useT(messages)
  const { editor, wrong, way, trace } = useCanvas()
  const on = editor.selected !== undefined && 'node' in editor.selected && editor.selected.node === node.id
  const problems = wrong.get(node.id) ?? []
  return (
    <div
      className="f-gate"
      data-selected={on}
      data-wrong={problems.length > 0}
      data-way={way === undefined ? undefined : way.has(node.id)}
      data-trace={markOfNode(trace, node.id)}
      title={problems[0]}
    >
      <button
        type="button"
        className="f-gate-main"
        data-walk={node.id}
        aria-label={t('step', { name: text })}
        aria-description={problems.join(' ')}
        aria-pressed={on}
        onClick={(event) => {
          event.stopPropagation()
          editor.select({ node: node.id })
        }}
        onKeyDown={(event) => handleKey(editor.keysOf({ node: node.id }), event)}
      >
        <Icon name={editor.nodes.find(node.type)?.icon ?? 'split'} size={14} />
        <span className="m-clip">{text}</span>
      </button>
      {children}
    </div>
  )
}
