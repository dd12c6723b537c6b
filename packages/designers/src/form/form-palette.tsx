import { say } from '@mortise/errors'
import { useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { groupName, messages } from '../kit/messages.ts'
import { Palette, type PaletteGroup } from '../kit/palette.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { fieldsLeft } from './commands.ts'
import type { FormDraft } from './draft.ts'
import type { FormPayload } from './editor-types.ts'
import { messages as formMessages } from './messages.ts'
import { layoutParts } from './layout-parts.ts'

/** Fields of every type, parts of a form, and the entity's fields that are not on it. */
export function FormPalette({
  draft,
  onAdd,
  head,
}: {
  readonly draft: FormDraft
  readonly head?: ReactNode
  readonly onAdd: (payload: FormPayload) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  // Tables of rows are looked for among the parts of a layout.
  const tables = kit.fields.all.filter(({ parentField }) => parentField !== undefined)
  const byGroup = Map.groupBy(
    kit.fields.all.filter((type) => !tables.includes(type)),
    ({ group }) => group,
  )
  const payload = (value: FormPayload): FormPayload => value
  const fields = [...byGroup].map(
    ([key, types]): PaletteGroup => ({
      key,
      label: groupName(t, key),
      items: types.map(({ type, label, icon }) => ({
        key: type,
        label: label[locale],
        icon,
        payload: payload({ add: 'field', type }),
      })),
    }),
  )
  const own = useT(formMessages)
  const parts = (group: 'layout' | 'linking'): PaletteGroup['items'] =>
    layoutParts
      .filter((part) => part.palette !== false && (part.group ?? 'layout') === group)
      .map(({ type, label, icon, hint }) => ({
        key: type,
        label: label[locale],
        icon,
        ...(hint === undefined ? {} : { hint: hint[locale] }),
        payload: payload({ add: 'part', type }),
      }))
  const layout: PaletteGroup = {
    key: 'layout',
    label: t('layout'),
    items: [
      ...tables.map(({ type, label, icon }) => ({
        key: type,
        label: label[locale],
        icon,
        payload: payload({ add: 'field', type }),
      })),
      ...parts('layout'),
    ],
  }
  const linking: PaletteGroup = {
    key: 'linking',
    label: own('linking'),
    items: [
      {
        key: 'data_link',
        label: own('dataLink'),
        icon: 'workflow',
        hint: own('dataLinkHint'),
        payload: payload({ add: 'link' }),
      },
      ...parts('linking'),
    ],
  }
  const left = fieldsLeft(draft)
  const existing: PaletteGroup = {
    key: 'existing',
    label: t('existing'),
    items: left.map(({ key, label, type }) => ({
      key: `field:${key}`,
      label: say(label, locale) || key,
      icon: kit.fields.find(type)?.icon ?? 'square',
      payload: payload({ add: 'existing', field: key }),
    })),
  }
  const [first, ...others] = fields
  const groups = [first, layout, linking, ...others, ...(left.length === 0 ? [] : [existing])].filter(
    (one) => one !== undefined,
  )
  return (
    <Palette kind="form-palette" groups={groups} head={head} onAdd={(value) => onAdd(value as FormPayload)} />
  )
}
