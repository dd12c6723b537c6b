import { say } from '@mortise/errors'
import type { FormNode } from '@mortise/schema'
import { Icon, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { type CanvasLook, fieldOfNode } from './canvas-look.ts'
import type { FormEditor } from './editor-types.ts'
import { FieldLook } from './field-look.tsx'
import { FormulaPlace } from './formula-place.tsx'
import { messages } from './messages.ts'

/** A field on the canvas: its name, and the control as people will see it. */
export function FieldBody({
  node,
  pointer,
  editor,
  look,
}: {
  readonly editor: FormEditor
  readonly look: CanvasLook
  readonly node: FormNode
  readonly pointer: string
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const key = 'field' in node ? node.field : ''
  const { entity } = look.present
  const field = fieldOfNode(look, node)
  if (field === undefined) {
    return (
      <div className="d-field" data-wrong="true">
        <Icon name="triangle-alert" /> {t('unknownField', { key })}
      </div>
    )
  }
  const label = 'label' in node ? node.label : undefined
  const alone = look.selected === pointer && look.selection.length === 1
  return (
    <div className="d-field">
      <span className="d-field-label">
        <span className="m-two-lines">{say(label ?? field.label, locale)}</span>
        {field.required === true ? <b title={t('requiredMark')}>*</b> : null}
        <Marks node={node} />
      </span>
      <FieldLook field={field} look={look} />
      {alone ? <FormulaPlace editor={editor} present={look.present} of={entity.key} field={field} /> : null}
    </div>
  )
}

/** Small signs of what the canvas does not show. */
export function Marks({ node }: { readonly node: FormNode }): ReactNode {
  const t = useT(messages)
  return node.visible === undefined ? null : (
    <i className="d-mark" title={t('conditional')}>
      <Icon name="split" size={14} />
    </i>
  )
}
