import { say } from '@mortise/errors'
import { Icon, SegmentedControl, Tabs, useConfirm, useLocale, useT, useToast } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { freshKey } from '../kit/keys.ts'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import { RenameDialog } from '../kit/rename-dialog.tsx'
import type { ElementName } from '../workbench/api.ts'
import { useAfterRewrite, useWorkbench } from '../workbench/context.tsx'
import { editField, editNode, renameField } from './commands.ts'
import { messages } from './messages.ts'
import { OptionKeys } from './option-keys.tsx'
import { fieldProperties, placeProperties, storageProperties } from './properties.ts'
import { nodeAt } from './tree.ts'
import type { FormEditor } from './use-form-editor.ts'

type Values = { readonly [key: string]: unknown }

/** The keys a panel shows, with undefined for those it emptied: what an edit must write. */
function patchOf(shown: readonly { readonly key: string }[], values: Values): Values {
  return Object.fromEntries(shown.map(({ key }) => [key, values[key] === false ? undefined : values[key]]))
}

const keyShape = /^[a-z][a-z0-9_]{0,47}$/

/** Properties of what is selected on the canvas. */
export function FormPanel({ editor }: { readonly editor: FormEditor }): ReactNode {
  const t = useT(messages)
  const { selected, draft } = editor
  const node = selected === undefined ? undefined : nodeAt(draft.present.form, selected)
  if (selected === undefined || node === undefined) return <FormSettings editor={editor} />
  const home = draft.present.entity.key
  const { layout, behaviour } = placeProperties(node)
  const label = t('edit', { name: editor.nameOf(node) })
  const write = (shown: readonly { readonly key: string }[]) => (values: Values, changed: string) =>
    draft.commit(editNode(draft.present, selected, patchOf(shown, values)), label, `${selected} ${changed}`)
  const isField = 'field' in node && (node.type === 'field' || node.type === 'subtable')
  const name = node.id ?? selected
  const place = {
    key: 'place',
    label: t('tabPlace'),
    children: (
      <Panel name={`${name}-place`} settings={layout} values={node} home={home} onChange={write(layout)} />
    ),
  }
  const when = {
    key: 'when',
    label: t('tabBehaviour'),
    children: (
      <Panel
        name={`${name}-when`}
        settings={behaviour}
        values={node}
        home={home}
        previous
        onChange={write(behaviour)}
      />
    ),
  }
  const items = isField
    ? [
        {
          key: 'field',
          label: t('tabField'),
          children: <FieldSettings key={name} editor={editor} field={node.field} />,
        },
        ...(layout.length === 0 ? [] : [place]),
        when,
      ]
    : [...(layout.length === 0 ? [] : [place]), when]
  return (
    <div className="d-panel-body" onBlur={() => draft.seal()}>
      <h2 className="d-panel-title m-clip">{editor.nameOf(node)}</h2>
      <Tabs
        destroyOnHidden
        size="small"
        items={items}
        defaultActiveKey={items[0]?.key ?? 'place'}
        key={isField ? 'field' : 'part'}
      />
    </div>
  )
}

function FieldSettings({
  editor,
  field: key,
}: {
  readonly editor: FormEditor
  readonly field: string
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const { kit } = useWorkbench()
  const { present, commit } = editor.draft
  const field = present.entity.fields.find((one) => one.key === key)
  const published = usePublished(present.entity.key, field?.id)
  const type = kit.fields.find(field?.type ?? '')
  if (field === undefined || type === undefined) return null
  const common = fieldProperties(type, published)
  const label = t('edit', { name: say(field.label, locale) })
  const merge = (part: string): string => `field ${field.id ?? key} ${part}`
  const change = (values: Values, changed: string): void => {
    const { key: wanted, ...patch } = patchOf(common, values)
    if (changed === 'key' && typeof wanted === 'string' && wanted !== key) {
      const taken = present.entity.fields.some((one) => one.key === wanted)
      if (!keyShape.test(wanted) || taken) return toast({ text: t('keyTaken'), tone: 'danger' })
      return commit(renameField(present, key, wanted), t('rename'), merge('key'))
    }
    commit(editField(present, key, { ...patch, label: patch['label'] ?? '' }), label, merge(changed))
  }
  // A field nobody has used yet takes its key from its name, so that formulas read well.
  const settle = (): void => {
    if (published || !/^field_\d+$/.test(key) || say(field.label, locale) === type.label[locale]) return
    const taken = present.entity.fields.map((one) => one.key)
    commit(
      renameField(present, key, freshKey(say(field.label, locale), taken, 'field')),
      t('rename'),
      merge('label'),
    )
  }
  return (
    <div onBlur={settle}>
      <Panel
        name={`field-${field.id ?? key}`}
        settings={common}
        values={field}
        home={present.entity.key}
        onChange={change}
      />
      {type.settings.length === 0 ? null : (
        <Panel
          name={`settings-${field.id ?? key}-${field.type}`}
          settings={type.settings}
          values={field.settings ?? {}}
          home={present.entity.key}
          onChange={(values, changed) =>
            commit(
              editField(present, key, {
                settings: { ...field.settings, ...patchOfSettings(type.settings, values) },
              }),
              label,
              merge(changed),
            )
          }
        />
      )}
      <Panel
        name={`storage-${field.id ?? key}`}
        settings={storageProperties}
        values={field}
        home={present.entity.key}
        onChange={(values, changed) =>
          commit(editField(present, key, patchOf(storageProperties, values)), label, merge(changed))
        }
      />
      {published ? (
        <RenameLine
          element={{ kind: 'entity', key: present.entity.key, field: key }}
          name={say(field.label, locale)}
        />
      ) : null}
      {published ? <OptionKeys entity={present.entity.key} field={field} /> : null}
    </div>
  )
}

/** A published field is renamed and deleted by commands that see to everything that names it. */
function RenameLine({ element, name }: { readonly element: ElementName; readonly name: string }): ReactNode {
  const t = useT(messages)
  const [open, setOpen] = useState(false)
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
  const failed = (error: unknown): void =>
    toast({ text: error instanceof Error ? error.message : '', tone: 'danger' })
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
      {open ? <RenameDialog element={element} name={name} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function patchOfSettings(shown: readonly { readonly key: string }[], values: Values): Values {
  return Object.fromEntries(
    shown.filter(({ key }) => values[key] !== undefined).map(({ key }) => [key, values[key]]),
  )
}

/** Whether a field was there when the designer opened: its key may be in use. */
function usePublished(entity: string, id: string | undefined): boolean {
  const { space } = useWorkbench()
  return id !== undefined && space.original(entity).has(id)
}

const formSettings = [
  panelSetting('label', { zh: '表单名称', en: 'Name of the form' }, { editor: 'label', required: true }),
  panelSetting(
    'purpose',
    { zh: '用途', en: 'Purpose' },
    {
      options: [
        ['edit', '新建和编辑', 'Create and edit'],
        ['create', '新建', 'Create'],
        ['quick', '快速新建', 'Quick create'],
        ['approval', '审批', 'Approval'],
        ['mobile', '手机', 'Phone'],
        ['public', '公开填写', 'Public'],
      ],
    },
  ),
]

function FormSettings({ editor }: { readonly editor: FormEditor }): ReactNode {
  const t = useT(messages)
  const { present, commit } = editor.draft
  return (
    <div className="d-panel-body">
      <h2 className="d-panel-title">{t('formProperties')}</h2>
      <Panel
        name="form"
        settings={formSettings}
        values={present.form}
        home={present.entity.key}
        onChange={(values, changed) =>
          commit(
            { ...present, form: { ...present.form, ...values } as typeof present.form },
            t('edit', { name: t('form') }),
            `form ${changed}`,
          )
        }
      />
      <p className="m-faint d-panel-note">{t('nothingSelected')}</p>
    </div>
  )
}

/** Choice of how wide the canvas stands. */
export function DeviceSwitch({
  value,
  onChange,
  labels,
}: {
  readonly value: Device
  readonly onChange: (value: Device) => void
  readonly labels: { readonly [K in Device]: string } & { readonly title: string }
}): ReactNode {
  const options = (['desktop', 'tablet', 'phone'] as const).map((one) => ({ value: one, label: labels[one] }))
  return <SegmentedControl label={labels.title} value={value} options={options} onChange={onChange} />
}

/** Devices a form can be looked at on. */
export type Device = 'desktop' | 'tablet' | 'phone'
