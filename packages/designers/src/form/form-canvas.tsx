import { say } from '@mortise/errors'
import type { FieldDocument, FormNode } from '@mortise/schema'
import { Icon, IconButton, Tabs, useLocale, useT } from '@mortise/ui'
import { type CSSProperties, type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useDragSource, useDropContainer } from '../kit/dnd.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { useDesignFaces, useWorkbench } from '../workbench/context.tsx'
import { layoutPart } from './layout-parts.ts'
import { messages } from './messages.ts'
import { liesInside } from './tree.ts'
import type { FormEditor, FormPayload } from './use-form-editor.ts'

/** Names of the drags a form canvas takes. */
export const formDrags: readonly ['form-palette', 'form-node'] = ['form-palette', 'form-node']

/** The paper a form is laid out on. */
export function FormCanvas({
  editor,
  width,
  phone,
}: {
  readonly editor: FormEditor
  readonly width: number | undefined
  /** Fields as wide as they stand on a phone. */
  readonly phone: boolean
}): ReactNode {
  const { ref, indicator } = useDropContainer<FormPayload>(formDrags, {
    onDrop: (payload, place) => editor.drop(payload, place),
    canDrop: (payload, place) => !('move' in payload) || !liesInside(place.list, payload.move),
  })
  const t = useT(messages)
  const { nodes } = editor.draft.present.form
  return (
    <div className="d-canvas-scroll" onClick={() => editor.select(undefined)}>
      <div
        className="d-paper"
        data-phone={phone}
        ref={ref}
        style={width === undefined ? {} : { maxWidth: width }}
      >
        <NodeList list="/nodes" nodes={nodes} editor={editor} empty={t('emptyCanvas')} />
        {indicator}
      </div>
    </div>
  )
}

type Around = { readonly editor: FormEditor }

function NodeList({
  list,
  nodes,
  editor,
  empty,
}: Around & {
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
        />
      ))}
    </div>
  )
}

function CanvasNode({
  node,
  pointer,
  index,
  editor,
}: Around & { readonly node: FormNode; readonly pointer: string; readonly index: number }): ReactNode {
  const t = useT(messages)
  const selected = editor.selected === pointer
  const { ref, dragging } = useDragSource('form-node', { move: pointer })
  const element = useRef<HTMLDivElement | null>(null)
  const name = editor.nameOf(node)
  useEffect(() => {
    // Keys act on the element that has the focus: it follows the selection, unless a box is being written in.
    const busy = document.activeElement?.closest('.d-panel, .d-palette, .ant-modal') ?? null
    if (selected && busy === null) element.current?.focus({ preventScroll: false })
  }, [selected])
  const choose = (event: MouseEvent): void => {
    event.stopPropagation()
    editor.select(pointer)
  }
  const span = node.type === 'field' ? (node.span ?? 6) : 12
  const phoneSpan = node.type === 'field' ? (node.mobileSpan ?? 12) : 12
  return (
    <div
      ref={(one) => {
        element.current = one
        ref(one)
      }}
      className="d-node"
      data-index={index}
      data-type={node.type}
      data-pointer={pointer}
      data-selected={selected}
      data-lifted={editor.lifted === pointer}
      data-dragging={dragging}
      style={{ '--d-span': span, '--d-phone-span': phoneSpan } as CSSProperties}
      role="group"
      aria-label={t('select', { name })}
      aria-current={selected}
      tabIndex={selected || (editor.selected === undefined && pointer === '/nodes/0') ? 0 : -1}
      onClick={choose}
      onFocus={(event) => {
        if (event.target === event.currentTarget && !selected) editor.select(pointer)
      }}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) handleKey(editor.keys(pointer), event)
      }}
    >
      <NodeBody node={node} pointer={pointer} editor={editor} />
      {selected ? (
        <span className="d-node-tools">
          {node.type === 'field' ? (
            <>
              <IconButton
                icon="chevron-left"
                label={t('narrower')}
                hint="Shift ←"
                size={14}
                onClick={() => editor.resize(pointer, -1)}
              />
              <IconButton
                icon="chevron-right"
                label={t('wider')}
                hint="Shift →"
                size={14}
                onClick={() => editor.resize(pointer, 1)}
              />
            </>
          ) : null}
          <IconButton
            icon="copy"
            label={t('copy')}
            hint="Ctrl D"
            size={14}
            onClick={() => editor.duplicate(pointer)}
          />
          <IconButton
            icon="trash-2"
            label={t('delete')}
            hint="Delete"
            size={14}
            onClick={() => editor.remove(pointer)}
          />
        </span>
      ) : null}
    </div>
  )
}

type BodyProps = Around & { readonly node: FormNode; readonly pointer: string }

function NodeBody(props: BodyProps): ReactNode {
  const t = useT(messages)
  const { node, pointer, editor } = props
  const locale = useLocale()
  if ('field' in node && (node.type === 'field' || node.type === 'subtable')) return <FieldBody {...props} />
  if ('tabs' in node || 'steps' in node) return <PartsBody {...props} />
  const title = 'label' in node ? say(node.label, locale) : ''
  if ('nodes' in node) {
    return (
      <div className="d-section">
        <h4>
          {title || t('select', { name: '' })}
          <Marks node={node} />
        </h4>
        <NodeList list={`${pointer}/nodes`} nodes={node.nodes} editor={editor} empty={t('emptySection')} />
      </div>
    )
  }
  const part = layoutPart(node.type)
  return (
    <div className="d-part" data-type={node.type}>
      <Icon name={part?.icon} />
      <span>{'text' in node ? say(node.text, locale) : editor.nameOf(node)}</span>
      <Marks node={node} />
    </div>
  )
}

function PartsBody({ node, pointer, editor }: BodyProps): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const [at, setAt] = useState(0)
  const name = 'tabs' in node ? 'tabs' : 'steps'
  const parts = 'tabs' in node ? node.tabs : 'steps' in node ? node.steps : []
  const open = Math.min(at, parts.length - 1)
  const part = parts[open]
  return (
    <div className="d-parts">
      <Tabs
        size="small"
        activeKey={String(open)}
        items={parts.map((one, index) => ({ key: String(index), label: say(one.label, locale) }))}
        onChange={(key) => setAt(Number(key))}
      />
      {part === undefined ? null : (
        <NodeList
          key={open}
          list={`${pointer}/${name}/${open}/nodes`}
          nodes={part.nodes}
          editor={editor}
          empty={t('emptySection')}
        />
      )}
    </div>
  )
}

function FieldBody({ node, editor }: BodyProps): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const key = 'field' in node ? node.field : ''
  const { model } = useWorkbench()
  const { entity } = editor.draft.present
  // Fields every record has, such as its owner, stand in the model and not in the document.
  const system = model.entity(entity.key)?.field(key)
  const field =
    entity.fields.find((one) => one.key === key) ?? (system?.system === true ? system.document : undefined)
  if (field === undefined) {
    return (
      <div className="d-field" data-wrong="true">
        <Icon name="triangle-alert" /> {t('unknownField', { key })}
      </div>
    )
  }
  const label = 'label' in node ? node.label : undefined
  return (
    <div className="d-field">
      <span className="d-field-label">
        <span className="m-two-lines">{say(label ?? field.label, locale)}</span>
        {field.required === true ? <b title={t('requiredMark')}>*</b> : null}
        <Marks node={node} />
      </span>
      <FieldLook field={field} />
    </div>
  )
}

function Marks({ node }: { readonly node: FormNode }): ReactNode {
  const t = useT(messages)
  return node.visible === undefined ? null : (
    <i className="d-mark" title={t('conditional')}>
      <Icon name="split" size={14} />
    </i>
  )
}

/** The control of a field as people will see it, out of reach of pointer and keys. */
function FieldLook({ field }: { readonly field: FieldDocument }): ReactNode {
  const { kit } = useWorkbench()
  const ctx = useDesignFaces()
  const Face = ctx.faces.find(field.type)?.Input
  const type = kit.fields.find(field.type)
  if (Face === undefined || type === undefined) return <code className="m-code">{field.type}</code>
  const shown = type.computed !== true && typeof field.default !== 'object' ? (field.default ?? null) : null
  return (
    <div className="d-look" inert>
      <Face
        value={shown}
        onChange={() => undefined}
        field={field}
        ctx={ctx}
        placeholder={field.placeholder === undefined ? undefined : say(field.placeholder, ctx.locale)}
      />
    </div>
  )
}
