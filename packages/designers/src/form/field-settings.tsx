import { type Locale, type Localized, type LocalizedText, say } from '@mortise/errors'
import type { FieldType } from '@mortise/fields'
import type { FieldDocument } from '@mortise/schema'
import { Icon, useConfirm, useLocale, useT, useToast, useUi } from '@mortise/ui'
import { refusal } from '@mortise/views'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { freshKey } from '../kit/keys.ts'
import { Panel } from '../kit/panel.tsx'
import { RenameDialog } from '../kit/rename-dialog.tsx'
import type { ElementName } from '../workbench/api.ts'
import { useAfterRewrite, useWorkbench } from '../workbench/context.tsx'
import { Advanced } from './advanced.tsx'
import { editField } from './commands.ts'
import { type FormDraft, rowsOf } from './draft.ts'
import type { FormEditor } from './editor-types.ts'
import { messages } from './messages.ts'
import { numberExample } from './number-example.ts'
import { OptionKeys } from './option-keys.tsx'
import { patchOf, patchOfSettings, type Values } from './patch.ts'
import { fieldProperties, keyProperties, storageProperties } from './properties.ts'
import { renameField } from './rename.ts'
import { UsedBy } from './used-by.tsx'

const keyShape = /^[a-z][a-z0-9_]{0,47}$/

/** Properties of a field: of the form's entity, or of the entity of a sub-table's rows. */
export function FieldSettings({
  editor,
  of,
  field: key,
}: {
  readonly editor: FormEditor
  /** Key of the entity it is a field of. */
  readonly of: string
  readonly field: string
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const { kit, model } = useWorkbench()
  const { present, commit } = editor.draft
  const entity = of === present.entity.key ? present.entity : present.children[of]
  const field = entity?.fields.find((one) => one.key === key)
  const published = usePublished(of, field?.id)
  const type = kit.fields.find(field?.type ?? '')
  if (entity === undefined || field === undefined || type === undefined) return null
  const at = { of, key }
  const element = { kind: 'entity', key: of, field: key } as const
  const common = fieldProperties(type)
  const names = keyProperties(published)
  const label = t('edit', { name: say(field.label, locale) })
  const merge = (part: string): string => `field ${field.id ?? key} ${part}`
  const rename = ({ key: wanted }: Values): void => {
    if (typeof wanted !== 'string' || wanted === key) return
    const taken = entity.fields.some((one) => one.key === wanted)
    if (!keyShape.test(wanted) || taken) return toast({ text: t('keyTaken'), tone: 'danger' })
    commit(renameField(present, { of: entity, from: key, to: wanted }, kit), t('rename'), merge('key'))
  }
  const change = (values: Values, changed: string): void => {
    const patch = patchOf(common, values)
    commit(editField(present, at, { ...patch, label: patch['label'] ?? '' }), label, merge(changed))
  }
  // A field nobody has used yet takes its key from its name, so that formulas read well.
  const settle = (): void => {
    if (published || !/^field_\d+$/.test(key) || say(field.label, locale) === type.label[locale]) return
    // Names that every record has are taken, too.
    const shown = [...entity.fields, ...(model.entity(of)?.fields ?? [])].map((one) => one.key)
    const taken = [...shown, 'deleted_at', 'position']
    const name = say(field.label, locale)
    const to = freshKey(name, taken, 'field')
    const renamed = renameField(present, { of: entity, from: key, to }, kit)
    // The name of the type was only there until somebody gave one: in no language it says what the field is.
    const label = stillOfType(field.label, type.label, locale) ? name : field.label
    const named = editField(renamed, { of, key: to }, { label })
    commit(rowsNamed(named, { ...field, label }), t('rename'), merge('label'))
  }
  return (
    <div onBlur={settle}>
      <Panel name={`field-${field.id ?? key}`} settings={common} values={field} home={of} onChange={change} />
      {type.settings.length === 0 ? null : (
        <Panel
          name={`settings-${field.id ?? key}-${field.type}`}
          settings={type.settings}
          values={field.settings ?? {}}
          home={of}
          onChange={(values, changed) =>
            commit(
              editField(present, at, {
                settings: { ...field.settings, ...patchOfSettings(type.settings, values) },
              }),
              label,
              merge(changed),
            )
          }
        />
      )}
      <Numbers type={type} field={field} />
      <Panel
        name={`storage-${field.id ?? key}`}
        settings={storageProperties}
        values={field}
        home={of}
        onChange={(values, changed) =>
          commit(editField(present, at, patchOf(storageProperties, values)), label, merge(changed))
        }
      />
      <UsedBy key={`${of} ${key}`} editor={editor} of={of} field={key} />
      {published ? <DeleteField element={element} name={say(field.label, locale)} /> : null}
      <Advanced path="key">
        <Panel name={`key-${field.id ?? key}`} settings={names} values={field} home={of} onChange={rename} />
        {published ? <ChangeKey element={element} name={say(field.label, locale)} /> : null}
        {published ? <OptionKeys entity={of} field={field} /> : null}
      </Advanced>
    </div>
  )
}

/** The numbers that a field would give out today, as its settings stand. */
function Numbers({ type, field }: { readonly type: FieldType; readonly field: FieldDocument }): ReactNode {
  const t = useT(messages)
  const { timeZone } = useUi()
  const [now] = useState(() => new Date().toISOString())
  const example = numberExample(type, field, { now, timeZone })
  if (example === undefined) return null
  return (
    <p className="m-faint d-numbers" role="status">
      {t('numbersLike', example)}
    </p>
  )
}

type Named = { readonly element: ElementName; readonly name: string }

/** The key of a published field is changed by a command that sees to everything that names it. */
function ChangeKey({ element, name }: Named): ReactNode {
  const t = useT(messages)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        className="d-rename"
        size="small"
        icon={<Icon name="pencil" size={14} />}
        onClick={() => setOpen(true)}
      >
        {t('changeKey')}
      </Button>
      {open ? <RenameDialog element={element} name={name} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

/** So is one deleted. */
function DeleteField({ element, name }: Named): ReactNode {
  const t = useT(messages)
  const { api, space } = useWorkbench()
  const refresh = useAfterRewrite()
  const confirm = useConfirm()
  const toast = useToast()
  const takeAway = async (): Promise<void> => {
    const title = t('deleteFieldAsk', { name })
    if (!(await confirm({ title, body: t('deleteFieldNote'), action: t('deleteField'), danger: true })))
      return
    await space.flush()
    await api.takeAway(element)
    await refresh()
  }
  const failed = (error: unknown): void => toast({ text: refusal(error), tone: 'danger' })
  return (
    <Button
      className="d-rename"
      size="small"
      type="text"
      danger
      icon={<Icon name="trash-2" size={14} />}
      onClick={() => void takeAway().catch(failed)}
    >
      {t('deleteField')}
    </Button>
  )
}

/** Whether a field was there when the designer opened: its key may be in use. */
function usePublished(entity: string, id: string | undefined): boolean {
  const { space } = useWorkbench()
  return id !== undefined && space.original(entity).has(id)
}

/** Whether a label says nothing but the name of the type in every language except one. */
function stillOfType(label: LocalizedText, type: Localized, locale: Locale): boolean {
  if (typeof label === 'string') return false
  const words = label as { readonly [locale: string]: string }
  return Object.entries(words).every(([one, text]) => one === locale || text === say(type, one as Locale))
}

/** The entity of a sub-table's rows is called like the sub-table. */
function rowsNamed(draft: FormDraft, field: FieldDocument): FormDraft {
  const rows = rowsOf(field)
  const child = rows === undefined ? undefined : draft.children[rows.target]
  return child === undefined
    ? draft
    : { ...draft, children: { ...draft.children, [child.key]: { ...child, label: field.label } } }
}
