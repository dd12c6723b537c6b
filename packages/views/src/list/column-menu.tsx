import { Icon, useT } from '@mortise/ui'
import { Dropdown, type MenuProps } from 'antd'
import type { ReactNode } from 'react'
import type { Column } from './columns.ts'
import { messages } from './messages.ts'
import type { TableProps } from './table.tsx'

/** What a column's menu asks of the list. */
export type ColumnAct =
  | { readonly act: 'sort'; readonly dir: 'asc' | 'desc'; readonly add: boolean }
  | { readonly act: 'group'; readonly bucket?: 'month' | undefined }
  | { readonly act: 'filter' | 'hide' | 'freeze' | 'release' | 'ungroup' }

type MenuItem = { readonly act: ColumnAct | number; readonly word: Parameters<Say>[0]; readonly icon: string }
type Say = ReturnType<typeof useT<keyof typeof messages>>

type ColumnMenuProps = Pick<TableProps, 'columns' | 'sort' | 'grouped' | 'onColumn' | 'ctx'> & {
  readonly column: Column
  readonly at: number
  readonly beside: (step: number) => void
  readonly onClose: () => void
}

/** The parts of the menu that make sense for this column now. */
function itemsOf({
  column,
  columns,
  at,
  sort,
  grouped,
  ctx,
}: ColumnMenuProps): readonly (readonly MenuItem[])[] {
  const { key } = column.field
  const others = sort.some((one) => one.field !== key)
  const filters = (ctx.types.find(column.field.type)?.operators.length ?? 0) > 0
  const when = (condition: boolean, ...items: readonly MenuItem[]): readonly MenuItem[] =>
    condition ? items : []
  return [
    when(
      column.sortable,
      { act: { act: 'sort', dir: 'asc', add: false }, word: 'menuSortUp', icon: 'arrow-up' },
      { act: { act: 'sort', dir: 'desc', add: false }, word: 'menuSortDown', icon: 'arrow-down' },
      ...when(
        others,
        { act: { act: 'sort', dir: 'asc', add: true }, word: 'menuAddUp', icon: 'plus' },
        { act: { act: 'sort', dir: 'desc', add: true }, word: 'menuAddDown', icon: 'plus' },
      ),
    ),
    [
      ...when(
        column.groupable && !grouped.some((one) => one.field === key),
        { act: { act: 'group' }, word: 'menuGroup', icon: 'rows-3' },
        ...when(column.dated, {
          act: { act: 'group', bucket: 'month' },
          word: 'menuGroupMonth',
          icon: 'rows-3',
        }),
      ),
      ...when(grouped.length > 0, { act: { act: 'ungroup' }, word: 'menuUngroup', icon: 'x' }),
      ...when(filters, { act: { act: 'filter' }, word: 'menuFilter', icon: 'list-filter' }),
    ],
    [
      ...when(at > 0, { act: -1, word: 'menuLeft', icon: 'arrow-left' }),
      ...when(at < columns.length - 1, { act: 1, word: 'menuRight', icon: 'arrow-right' }),
      { act: { act: 'freeze' }, word: 'menuFreeze', icon: 'panel-left-close' },
      ...when(column.left !== undefined, {
        act: { act: 'release' },
        word: 'menuRelease',
        icon: 'panel-left-open',
      }),
      ...when(columns.length > 1, { act: { act: 'hide' }, word: 'menuHide', icon: 'x' }),
    ],
  ]
}

/** Sort, group, filter, move, freeze and hide, for one column. */
export function ColumnMenu(props: ColumnMenuProps): ReactNode {
  const { column, onColumn, beside, onClose } = props
  const t = useT(messages)
  const parts = itemsOf(props).filter((part) => part.length > 0)
  const items: MenuProps['items'] = parts.flatMap((part, index) => [
    ...(index === 0 ? [] : [{ type: 'divider' as const }]),
    ...part.map(({ act, word, icon }) => ({
      key: word,
      label: t(word),
      icon: (
        <span className="m-menu-icon">
          <Icon name={icon} size={14} />
        </span>
      ),
      onClick: () => {
        onClose()
        if (typeof act === 'number') beside(act)
        else onColumn(column.field.key, act)
      },
    })),
  ])
  return (
    <Dropdown
      open
      autoFocus
      trigger={['click']}
      placement="bottomRight"
      menu={{ items }}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <span className="m-th-anchor" />
    </Dropdown>
  )
}
