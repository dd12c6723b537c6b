import { type Locale, say } from '@mortise/errors'
import type { Kit } from '@mortise/kit'
import type { FieldDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { type ReactNode, useCallback, useMemo } from 'react'
import { groupName, type KitWord, messages } from '../kit/messages.ts'
import { Palette, type PaletteGroup } from '../kit/palette.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { fieldsLeft } from './commands.ts'
import type { FormDraft } from './draft.ts'
import type { FormEditor, FormPayload } from './editor-types.ts'
import { messages as formMessages } from './messages.ts'
import { layoutParts } from './layout-parts.ts'

/** Fields of every type, parts of a form, and the entity's fields that are not on it. */
export function FormPalette({
  draft,
  act,
  head,
}: {
  readonly draft: FormDraft
  readonly head?: ReactNode
  /** Adds what is clicked; always the newest. */
  readonly act: Pick<FormEditor, 'add'>
}): ReactNode {
  const t = useT(messages)
  const own = useT(formMessages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  const groups = useMemo(() => standing({ kit, locale, t, own }), [kit, locale, t, own])
  const left = useSame(fieldsLeft(draft))
  const all = useMemo(
    () => (left.length === 0 ? groups : [...groups, leftOver(left, { kit, locale, t })]),
    [groups, left, kit, locale, t],
  )
  const add = useCallback((value: unknown) => act.add(value as FormPayload), [act])
  return <Palette kind="form-palette" groups={all} head={head} onAdd={add} />
}

/** The same list for always while the same fields are in it: most edits leave them alone. */
function useSame(fields: readonly FieldDocument[]): readonly FieldDocument[] {
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => fields, [fields.map(({ key, label }) => `${key} ${JSON.stringify(label)}`).join()])
}

type Words = {
  readonly kit: Kit
  readonly locale: Locale
  readonly t: (word: KitWord) => string
}

const payload = (value: FormPayload): FormPayload => value

function leftOver(left: readonly FieldDocument[], { kit, locale, t }: Words): PaletteGroup {
  return {
    key: 'existing',
    label: t('existing'),
    items: left.map(({ key, label, type }) => ({
      key: `field:${key}`,
      label: say(label, locale) || key,
      icon: kit.fields.find(type)?.icon ?? 'square',
      payload: payload({ add: 'existing', field: key }),
    })),
  }
}

/** What is there to be added to every form. */
function standing({
  kit,
  locale,
  t,
  own,
}: Words & {
  readonly own: (word: 'linking' | 'dataLink' | 'dataLinkHint') => string
}): readonly PaletteGroup[] {
  const itemOf = ({ type, label, icon }: Kit['fields']['all'][number]): PaletteGroup['items'][number] => ({
    key: type,
    label: label[locale],
    icon,
    payload: payload({ add: 'field', type }),
  })
  // Tables of rows are looked for among the parts of a layout.
  const tables = kit.fields.all.filter(({ parentField }) => parentField !== undefined)
  const byGroup = Map.groupBy(
    kit.fields.all.filter((type) => !tables.includes(type)),
    ({ group }) => group,
  )
  const fields = [...byGroup].map(
    ([key, types]): PaletteGroup => ({ key, label: groupName(t, key), items: types.map(itemOf) }),
  )
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
    items: [...tables.map(itemOf), ...parts('layout')],
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
  const [first, ...others] = fields
  return [first, layout, linking, ...others].filter((one) => one !== undefined)
}
