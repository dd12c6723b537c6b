import type { FieldDocument } from '@mortise/schema'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Panel } from '../kit/panel.tsx'
import { columnProperties } from './column-properties.ts'
import { editNode } from './commands.ts'
import type { FormEditor } from './editor-types.ts'
import { FieldSettings } from './field-settings.tsx'
import { messages } from './messages.ts'
import { PanelTabs } from './panel-tabs.tsx'
import { patchOf, type Values } from './patch.ts'
import { type Column, setTotal, type Table, type TotalKind, totalOf } from './subtable.ts'

/** Properties of a column: of the field of the rows, and of how the table shows it. */
export function ColumnPanel({
  editor,
  pointer,
  table,
  column,
  field,
}: {
  readonly editor: FormEditor
  readonly pointer: string
  readonly table: Table
  readonly column: Column
  readonly field: FieldDocument | undefined
}): ReactNode {
  const t = useT(messages)
  const { draft } = editor
  const { layout, behaviour } = columnProperties
  const title = editor.nameOf(pointer)
  const label = t('edit', { name: title })
  const values: Values = { ...column, total: totalOf(table, column.field) }
  const write = (shown: readonly { readonly key: string }[]) => (next: Values, changed: string) => {
    const { total: wanted, ...patch } = patchOf(shown, next)
    const edited =
      changed === 'total'
        ? setTotal(draft.present, pointer, wanted as TotalKind | undefined)
        : editNode(draft.present, pointer, patch)
    draft.commit(edited, label, `${pointer} ${changed}`)
  }
  const panel = (key: string, settings: readonly FieldDocument[]): ReactNode => (
    <Panel
      name={`${table.pointer} ${column.field} ${key}`}
      settings={settings}
      values={values}
      home={table.child.key}
      onChange={write(settings)}
    />
  )
  const items = [
    ...(field === undefined
      ? []
      : [
          {
            key: 'field',
            label: t('tabField'),
            children: <FieldSettings editor={editor} of={table.child.key} field={field.key} />,
          },
        ]),
    { key: 'place', label: t('column'), children: panel('place', layout) },
    { key: 'when', label: t('tabBehaviour'), children: panel('when', behaviour) },
  ]
  return <PanelTabs editor={editor} title={title} items={items} kind="column" />
}
