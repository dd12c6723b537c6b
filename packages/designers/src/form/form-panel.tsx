import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Panel } from '../kit/panel.tsx'
import { ColumnPanel } from './column-panel.tsx'
import { editNode } from './commands.ts'
import type { FormEditor } from './editor-types.ts'
import { formChanges } from './entity-properties.ts'
import { FieldSettings } from './field-settings.tsx'
import { FormSettings } from './form-settings.tsx'
import { dataLinks } from './link-properties.ts'
import { ManyPanel } from './many-panel.tsx'
import { messages } from './messages.ts'
import { type PanelTab, PanelTabs } from './panel-tabs.tsx'
import { nodePatch, nodeValues } from './node-values.ts'
import { patchOf, type Values } from './patch.ts'
import { placeProperties } from './properties.ts'
import { columnAt, tableAt } from './subtable.ts'
import { TableColumns } from './table-columns.tsx'
import { nodeAt } from './tree.ts'

/** What happens in the rows of a sub-table when something in them changes. */
const rowLinks = [...dataLinks, ...formChanges]

/** Properties of what is selected on the canvas. */
export function FormPanel({ editor }: { readonly editor: FormEditor }): ReactNode {
  const { selected, selection, draft } = editor
  if (selection.length > 1) return <ManyPanel editor={editor} />
  if (selected === undefined) return <FormSettings editor={editor} />
  const column = columnAt(draft.present, selected)
  if (column !== undefined)
    return <ColumnPanel key={column.column.field} editor={editor} pointer={selected} {...column} />
  return nodeAt(draft.present.form, selected) === undefined ? (
    <FormSettings editor={editor} />
  ) : (
    <NodePanel editor={editor} selected={selected} />
  )
}

function NodePanel({
  editor,
  selected,
}: {
  readonly editor: FormEditor
  readonly selected: string
}): ReactNode {
  const t = useT(messages)
  const { draft } = editor
  const node = nodeAt(draft.present.form, selected)
  if (node === undefined) return null
  const home = draft.present.entity.key
  const { layout, behaviour } = placeProperties(node)
  const title = editor.nameOf(selected)
  const write = (shown: readonly { readonly key: string }[]) => (values: Values, changed: string) =>
    draft.commit(
      editNode(draft.present, selected, nodePatch(node, patchOf(shown, values))),
      t('edit', { name: title }),
      `${selected} ${changed}`,
    )
  const isField = 'field' in node && (node.type === 'field' || node.type === 'subtable')
  const table = tableAt(draft.present, selected)
  const name = node.id ?? selected
  const field: PanelTab | undefined = isField
    ? {
        key: 'field',
        label: t('tabField'),
        children: <FieldSettings key={name} editor={editor} of={home} field={node.field} />,
      }
    : undefined
  const columns: PanelTab | undefined =
    table === undefined
      ? undefined
      : { key: 'columns', label: t('columns'), children: <TableColumns editor={editor} table={table} /> }
  const place: PanelTab | undefined =
    layout.length === 0
      ? undefined
      : {
          key: 'place',
          label: t('tabPlace'),
          holds: layout.map(({ key }) => key),
          children: (
            <Panel
              name={`${name}-place`}
              settings={layout}
              values={node}
              home={home}
              onChange={write(layout)}
            />
          ),
        }
  const when: PanelTab = {
    key: 'when',
    label: t('tabBehaviour'),
    holds: behaviour.map(({ key }) => key),
    children: (
      <Panel
        name={`${name}-when`}
        settings={behaviour}
        values={nodeValues(node)}
        home={home}
        previous
        onChange={write(behaviour)}
      />
    ),
  }
  const rows: PanelTab | undefined =
    table === undefined
      ? undefined
      : {
          key: 'links',
          label: t('links'),
          holds: rowLinks.map(({ key }) => key),
          children: (
            <Panel
              name={`${name}-links`}
              settings={rowLinks}
              values={node}
              home={table.child.key}
              onChange={write(rowLinks)}
            />
          ),
        }
  const items = [field, columns, place, when, rows].filter((one) => one !== undefined)
  return <PanelTabs editor={editor} title={title} items={items} kind={isField ? 'field' : 'part'} />
}
