import { manyFields, shown } from '../view-type/slots.ts'
import type { ViewType } from '../view-type/types.ts'
import { TableBody } from './table-body.tsx'

/** Records in rows. In the first load: most lists are tables. */
export const tableView: ViewType = {
  type: 'table',
  label: { zh: '表格', en: 'Table' },
  icon: 'table-2',
  description: { zh: '一行一条，成批查看和修改', en: 'A row for each record, to see and change many' },
  Component: TableBody,
  columns: true,
  slots: [
    manyFields(
      'columns',
      { zh: '列', en: 'Columns' },
      { hint: { zh: '拖字段到这里成为一列', en: 'Drag a field here to make it a column' }, takes: shown },
    ),
  ],
  settings: [],
}
