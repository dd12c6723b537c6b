import { say } from '@mortise/errors'
import { readRich } from '@mortise/fields'
import { richShown } from '@mortise/fields/react'
import type { FormNode } from '@mortise/schema'
import { Icon, Tabs, useLocale, useT } from '@mortise/ui'
import { type ComponentType, type CSSProperties, memo, type ReactNode } from 'react'
import { useDragSource } from '../kit/dnd.tsx'
import { useMove } from './use-move.ts'
import { CanvasElement } from './canvas-element.tsx'
import { EmbedPart } from './canvas-embed.tsx'
import { FieldBody, Marks } from './canvas-field.tsx'
import { type CanvasLook, drawsTheSame } from './canvas-look.ts'
import { CanvasTable } from './canvas-table.tsx'
import { NodeTools } from './canvas-tools.tsx'
import type { FormEditor } from './editor-types.ts'
import { namedPlaces } from './html-words.ts'
import { layoutPart } from './layout-parts.ts'
import { messages } from './messages.ts'
import { ResizeEdge } from './resize-edge.tsx'
import { spanOf } from './spots.ts'
import { tableAt } from './subtable.ts'

/** The nodes of a list, and the place to drop the first one. */
export function NodeList({
  list,
  nodes,
  editor,
  look,
  empty,
}: {
  readonly editor: FormEditor
  readonly look: CanvasLook
  readonly list: string
  readonly nodes: readonly FormNode[]
  readonly empty: string
}): ReactNode {
  return (
    <div className="d-nodes" data-list={list} data-flow="wrap">
      {nodes.length === 0 ? <p className="d-nodes-empty">{empty}</p> : null}
      {nodes.map((node, index) => (
        <CanvasNode
          key={node.id ?? ('field' in node ? node.field : index)}
          node={node}
          pointer={`${list}/${index}`}
          index={index}
          editor={editor}
          look={look}
        />
      ))}
    </div>
  )
}

type NodeProps = {
  readonly editor: FormEditor
  readonly look: CanvasLook
  readonly node: FormNode
  readonly pointer: string
  readonly index: number
}

const CanvasNode: ComponentType<NodeProps> = memo(function CanvasNode({
  node,
  pointer,
  index,
  editor,
  look,
}: NodeProps): ReactNode {
  const { ref, dragging } = useDragSource('form-node', useMove(pointer), { label: look.nameOf(pointer) })
  const span = spanOf(node)
  const isWide = node.type === 'field' || layoutPart(node.type)?.wide === true
  const phoneSpan = node.type === 'field' ? (node.mobileSpan ?? 12) : 12
  const main = look.selected === pointer
  return (
    <CanvasElement
      className="d-node"
      editor={editor}
      look={look}
      pointer={pointer}
      index={index}
      dragRef={ref}
      dragging={dragging}
      type={node.type}
      style={{ '--d-span': span, '--d-phone-span': phoneSpan } as CSSProperties}
    >
      <NodeBody node={node} pointer={pointer} editor={editor} look={look} />
      {main && look.selection.length === 1 ? (
        <NodeTools editor={editor} pointer={pointer} wide={isWide} />
      ) : null}
      {main && isWide ? <ResizeEdge editor={editor} pointer={pointer} span={span} /> : null}
    </CanvasElement>
  )
}, drawsTheSame)

type BodyProps = Omit<NodeProps, 'index'>

function NodeBody(props: BodyProps): ReactNode {
  const t = useT(messages)
  const { node, pointer, editor, look } = props
  const locale = useLocale()
  const table = tableAt(look.present, pointer)
  if (table !== undefined)
    return (
      <CanvasTable editor={editor} look={look} table={table}>
        <Marks node={node} />
      </CanvasTable>
    )
  if ('field' in node && (node.type === 'field' || node.type === 'subtable')) return <FieldBody {...props} />
  if ('tabs' in node || 'steps' in node) return <PartsBody {...props} />
  const title = 'label' in node ? say(node.label, locale) : ''
  if ('nodes' in node) {
    return (
      <div className="d-section">
        <h4>
          {title || <span className="m-faint">{t('untitledSection')}</span>}
          <Marks node={node} />
        </h4>
        <NodeList
          list={`${pointer}/nodes`}
          nodes={node.nodes}
          editor={editor}
          look={look}
          empty={t('emptySection')}
        />
      </div>
    )
  }
  if ('html' in node)
    return (
      <div className="m-rich d-html-part">
        {richShown(namedPlaces(readRich(say(node.html, locale)), look.present.entity, locale))}
        <Marks node={node} />
      </div>
    )
  if ('url' in node)
    return (
      <EmbedPart node={node}>
        <Marks node={node} />
      </EmbedPart>
    )
  const part = layoutPart(node.type)
  return (
    <div className="d-part" data-type={node.type}>
      <Icon name={part?.icon} />
      <span>{'text' in node ? say(node.text, locale) : look.nameOf(pointer)}</span>
      <Marks node={node} />
    </div>
  )
}

function PartsBody({ node, pointer, editor, look }: BodyProps): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const name = 'tabs' in node ? 'tabs' : 'steps'
  const parts = 'tabs' in node ? node.tabs : 'steps' in node ? node.steps : []
  const open = look.openPart(pointer)
  const part = parts[open]
  return (
    <div className="d-parts">
      <Tabs
        size="small"
        activeKey={String(open)}
        items={parts.map((one, index) => ({ key: String(index), label: say(one.label, locale) }))}
        onChange={(key) => editor.setOpenPart(pointer, Number(key))}
      />
      {part === undefined ? null : (
        <NodeList
          key={open}
          list={`${pointer}/${name}/${open}/nodes`}
          nodes={part.nodes}
          editor={editor}
          look={look}
          empty={t('emptySection')}
        />
      )}
    </div>
  )
}
