import type { FlowNodeDocument } from '@mortise/schema'
import { Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { handleKey } from '../kit/keyboard.ts'
import { useCanvas } from './canvas-context.tsx'
import { JumpLine } from './jump-line.tsx'
import { messages } from './messages.ts'
import { useNodeWords } from './node-words.ts'
import { eventKinds } from './start-node.ts'

/** Events on the edge of a card: what happens when something comes up while its work is under way. */
export function EdgeEvents({ host }: { readonly host: string }): ReactNode {
  const { editor } = useCanvas()
  const events = editor.outline.attached.get(host) ?? []
  return events.map((node) => <EdgeEvent key={node.id} node={node} />)
}

function EdgeEvent({ node }: { readonly node: FlowNodeDocument }): ReactNode {
  const t = useT(messages)
  const { editor, wrong, way } = useCanvas()
  const words = useNodeWords(editor.flow)
  const on = editor.selected !== undefined && 'node' in editor.selected && editor.selected.node === node.id
  const problems = wrong.get(node.id) ?? []
  const jumps = editor.outline.jumps.filter((edge) => edge.source === node.id)
  return (
    <div
      className="f-event"
      data-selected={on}
      data-wrong={problems.length > 0}
      data-beside={node['cancelActivity'] === false}
      data-way={way === undefined ? undefined : way.has(node.id)}
    >
      <button
        type="button"
        className="f-event-main"
        data-walk={node.id}
        aria-pressed={on}
        aria-description={problems.join(' ')}
        title={problems[0] ?? t('edgeEvent')}
        onClick={(event) => {
          event.stopPropagation()
          editor.select({ node: node.id })
        }}
        onKeyDown={(event) => handleKey(editor.keysOf({ node: node.id }), event)}
      >
        <span className="f-event-mark">
          <Icon name={problems.length > 0 ? 'triangle-alert' : 'alarm-clock'} size={14} />
        </span>
        <span className="m-clip">{words(node)}</span>
      </button>
      {jumps.map((edge) => (
        <JumpLine key={edge.id} edge={edge} />
      ))}
    </div>
  )
}

/** The button on a card that puts an event of some kind on its edge; nothing where none can stand. */
export function AddEdgeEvent({ host }: { readonly host: string }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { editor } = useCanvas()
  const types = editor.attachable(host)
  if (types.length === 0) return null
  const items = types.flatMap((type) =>
    eventKinds(type).map(({ key, label }) => ({
      key: `${type.type} ${key}`,
      label: typeof label === 'string' ? label : label[locale],
      onClick: () => editor.attach(host, type.type, key),
    })),
  )
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ domEvent }) => domEvent.stopPropagation() }}>
      <span>
        <IconButton icon="alarm-clock" size={14} label={t('addEdgeEvent', { name: editor.nameOf(host) })} />
      </span>
    </Dropdown>
  )
}
