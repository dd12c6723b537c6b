import { say } from '@mortise/errors'
import type { ExtensionHead, ExtensionList } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { type ReactNode, useMemo } from 'react'
import { groupName, messages as kitMessages } from '../kit/messages.ts'
import { Palette, type PaletteGroup } from '../kit/palette.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import { recordItems } from './record-items.ts'

/** What is dragged onto a template: a kind of block, a field, or the rows of a sub-table; or blocks that stand there. */
export type BlockPayload =
  | { readonly add: string }
  | { readonly field: string }
  | { readonly rows: string }
  | { readonly at: string }

type Props = {
  /** What its canvas calls what comes from here. */
  readonly kind: string
  readonly types: ExtensionList<ExtensionHead>
  readonly entity: string
  readonly onAdd: (payload: BlockPayload) => void
}

/** The blocks there are, and the fields and sub-tables of the record. */
export function BlockPalette({ kind, types, entity, onAdd }: Props): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const groups = useMemo((): readonly PaletteGroup[] => {
    const item = (payload: BlockPayload, label: string, icon: string) => ({
      key: 'add' in payload ? payload.add : JSON.stringify(payload),
      label,
      icon,
      payload,
    })
    const { fields, rows } = recordItems(model, entity, locale)
    return [
      ...[...Map.groupBy(types.all, ({ group }) => group)].map(([key, blocks]) => ({
        key,
        label: groupName(kt, key),
        items: blocks.map(({ type, label, icon }) => item({ add: type }, say(label, locale), icon)),
      })),
      {
        key: 'rows',
        label: t('rows'),
        items: rows.map(({ key, label }) => item({ rows: key }, label, 'table')),
      },
      {
        key: 'fields',
        label: t('fields'),
        items: fields.map(({ key, label }) => item({ field: key }, label, 'text-cursor-input')),
      },
    ].filter(({ items }) => items.length > 0)
  }, [types, model, entity, locale, kt, t])
  return <Palette kind={kind} groups={groups} onAdd={(payload) => onAdd(payload as BlockPayload)} />
}
