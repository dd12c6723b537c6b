import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { Icon, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { FormulaBar } from '../condition/formula-bar.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { editField } from './commands.ts'
import { type FormDraft, rowsOf } from './draft.ts'
import type { FormEditor } from './editor-types.ts'
import { messages } from './messages.ts'

/** The formula of a computed field, written where the field stands. Nothing for fields that have none. */
export function FormulaPlace({
  editor,
  present,
  of,
  field,
}: {
  readonly editor: FormEditor
  readonly present: FormDraft
  /** Key of the entity the field is of: the form's, or that of a sub-table's rows. */
  readonly of: string
  readonly field: FieldDocument
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { kit, model } = useWorkbench()
  const type = kit.fields.find(field.type)
  const setting = type?.settings.find(
    (one) => one.type === 'expression' && one.required === true && one.settings?.['expect'] !== 'boolean',
  )
  if (type?.computed !== true || setting === undefined) return null
  // What leads from a row back to its record is no part of a formula by itself.
  const backTo = present.entity.fields.flatMap((one) => {
    const rows = rowsOf(one)
    return rows?.target === of ? [rows.parentField] : []
  })
  const write = (value: Json): void => {
    const { [setting.key]: _, ...others } = field.settings ?? {}
    const settings = value === null ? others : { ...others, [setting.key]: value }
    const name = say(field.label, locale)
    const { draft } = editor
    draft.commit(
      editField(draft.present, { of, key: field.key }, { settings }),
      t('edit', { name }),
      `formula ${field.id ?? field.key}`,
    )
  }
  return (
    <div
      className="d-formula-place"
      onClick={(event) => event.stopPropagation()}
      onBlur={() => editor.draft.seal()}
      onKeyDown={(event) => {
        if (event.key === 'Escape') editor.select(editor.selected)
      }}
    >
      <Icon name="square-function" size={14} />
      <FormulaBar
        key={field.id ?? field.key}
        value={(field.settings?.[setting.key] ?? null) as Json}
        onChange={write}
        scope={model.entity(of)?.scope}
        entity={of}
        chips={[field.key, ...backTo]}
        label={t('formulaOf', { name: say(field.label, locale) })}
      />
    </div>
  )
}
