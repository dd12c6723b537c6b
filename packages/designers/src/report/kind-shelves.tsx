import { say } from '@mortise/errors'
import { Icon, IconButton, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useFaults } from './faults.ts'
import { iconAt } from './fields.ts'
import { messages } from './messages.ts'
import { ShelfRow } from './shelf-row.tsx'
import { type Slot, slotFields, slotsOf, withoutSlotField } from './slots.ts'
import type { ReportEditor } from './use-report-editor.ts'

/** What a list of a slot is called among the places to drop on. */
export const slotList = (key: string): string => `slot:${key}`

/** The settings of a kind that hold fields, as shelves to drag to. */
export function KindShelves({ editor }: { readonly editor: ReportEditor }): ReactNode {
  return (
    <>
      {slotsOf(editor).map((slot) => (
        <SlotRow key={slot.key} slot={slot} editor={editor} />
      ))}
    </>
  )
}

function SlotRow({ slot, editor }: { readonly slot: Slot; readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const { report, source } = editor
  const label = say(slot.setting.label, source.locale)
  const fields = slotFields(editor, slot)
  const fault = useFaults(editor).at(`slot ${slot.key}`)
  const drop = (path: string, name: string): void =>
    editor.edit(withoutSlotField(report, slot, path), t('removed', { name }))
  return (
    <ShelfRow
      shelf={slotList(slot.key)}
      label={label}
      hint={t('slotHint')}
      empty={fields.length === 0}
      fault={fault}
    >
      {fields.map(({ path, name }, index) => (
        <span key={path} className="r-pill" data-index={index} data-role="dimension" title={fault}>
          <span className="r-pill-text">
            <Icon name={iconAt(source, path)} size={14} />
            <span className="m-clip">{name}</span>
          </span>
          <IconButton icon="x" size={12} label={t('removed', { name })} onClick={() => drop(path, name)} />
        </span>
      ))}
    </ShelfRow>
  )
}
