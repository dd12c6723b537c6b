import { say } from '@mortise/errors'
import type { FormNode } from '@mortise/schema'
import { Icon, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import type { FormEditor } from './editor-types.ts'
import { FieldLook } from './field-look.tsx'
import { FormulaPlace } from './formula-place.tsx'
import { messages } from './messages.ts'

/** A field on the canvas: its name, and the control as people will see it. */
export function FieldBody({
  node,
  pointer,
  editor,
}: {
  readonly editor: FormEditor
  readonly node: FormNode
  readonly pointer: string
}): ReactNode {
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
  const alone = editor.selected === pointer && editor.selection.length === 1
  return (
    <div className="d-field">
      <span className="d-field-label">
        <span className="m-two-lines">{say(label ?? field.label, locale)}</span>
        {field.required === true ? <b title={t('requiredMark')}>*</b> : null}
        <Marks node={node} />
      </span>
      <FieldLook field={field} />
      {alone ? <FormulaPlace editor={editor} of={entity.key} field={field} /> : null}
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
