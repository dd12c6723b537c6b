import { Icon, useT } from '@mortise/ui'
import { Handle, type NodeProps, Position } from '@xyflow/react'
import type { ReactNode } from 'react'
import { useCanvas } from '../canvas-context.tsx'
import { nodeOf } from '../graph.ts'
import { messages } from '../messages.ts'
import { useNodeWords } from '../node-words.ts'
import { markOfNode } from '../trial/trace.ts'
import { useLocale } from '@mortise/ui'

/** A node on the free canvas, with a handle for each way out of it. */
export function FreeNode({ id, selected }: NodeProps): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { editor, wrong, way, trace } = useCanvas()
  const words = useNodeWords(editor.flow)
  const node = nodeOf(editor.flow, id)
  if (node === undefined) return null
  const type = editor.nodes.find(node.type)
  const problems = wrong.get(id) ?? []
  const ports = type?.ports(node) ?? []
  const shape =
    type?.attaches === true ? 'event' : type?.branching === true || type?.join === 'some' ? 'gate' : 'card'
  const text = shape === 'event' ? words(node) : editor.nameOf(id)
  return (
    <div
      className="f-free"
      data-shape={shape}
      data-group={type?.group ?? 'unknown'}
      data-role={type?.role}
      data-selected={selected}
      data-wrong={problems.length > 0}
      data-beside={node['cancelActivity'] === false}
      data-holds={type?.holds === true}
      data-way={way === undefined ? undefined : way.has(id)}
      data-trace={markOfNode(trace, id)}
      title={problems[0] ?? text}
    >
      {type?.role === 'start' || type?.attaches === true ? null : (
        <Handle type="target" position={Position.Top} aria-label={t('wayIn', { name: text })} />
      )}
      <span className="f-free-head">
        <Icon name={problems.length > 0 ? 'triangle-alert' : (type?.icon ?? 'square')} size={16} />
        {shape === 'event' ? (
          <span className="m-visually-hidden">{text}</span>
        ) : (
          <b className="m-clip">{text}</b>
        )}
      </span>
      {shape === 'card' && type?.role !== 'end' && type?.holds !== true ? (
        <span className="f-free-words m-clip">{words(node)}</span>
      ) : null}
      {ports.map(({ key, label }, at) => (
        <Handle
          key={key}
          id={at === 0 ? 'out' : key}
          type="source"
          position={at === 0 ? Position.Bottom : Position.Right}
          title={label?.[locale] ?? t('wayOut', { name: text })}
          aria-label={label?.[locale] ?? t('wayOut', { name: text })}
        />
      ))}
    </div>
  )
}
