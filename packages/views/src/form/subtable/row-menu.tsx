import { Icon, useT } from '@mortise/ui'
import { Dropdown, type MenuProps } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from './messages.ts'
import type { RowActs } from './use-rows.ts'

/**
 * What can be done with one row. The menu itself is made when it is asked for, and its button is a plain one as the others
 * of a row are: there may be a thousand rows, and a drawn hint for each makes scrolling slow.
 */
export function RowMenu({
  row,
  at,
  count,
  acts,
  canAdd,
  canDelete,
  onOpen,
}: {
  readonly row: string
  readonly at: number
  readonly count: number
  readonly acts: RowActs
  readonly canAdd: boolean
  readonly canDelete: boolean
  /** Shows the row in a panel of its own. */
  readonly onOpen: (row: string) => void
}): ReactNode {
  const t = useT(messages)
  const [open, setOpen] = useState(false)
  const button = (
    <button
      type="button"
      className="m-icon-button"
      title={t('more')}
      aria-label={t('rowMenu', { n: at + 1 })}
      onClick={() => setOpen(true)}
    >
      <Icon name="ellipsis" />
    </button>
  )
  if (!open) return button
  const own = new Set([row])
  const items: MenuProps['items'] = [
    {
      key: 'details',
      icon: <Icon name="maximize-2" size={14} />,
      label: t('details'),
      onClick: () => onOpen(row),
    },
    { key: 'copy', icon: <Icon name="copy" size={14} />, label: t('copyRow'), onClick: () => acts.copy(own) },
    { type: 'divider' },
    { key: 'above', label: t('insertAbove'), disabled: !canAdd, onClick: () => acts.add(at) },
    { key: 'below', label: t('insertBelow'), disabled: !canAdd, onClick: () => acts.add(at + 1) },
    { key: 'up', label: t('moveUp'), disabled: at === 0, onClick: () => acts.move(own, -1) },
    { key: 'down', label: t('moveDown'), disabled: at === count - 1, onClick: () => acts.move(own, 1) },
    { type: 'divider' },
    {
      key: 'remove',
      danger: true,
      label: t('remove'),
      disabled: !canDelete,
      onClick: () => acts.remove(own),
    },
  ]
  return (
    <Dropdown open trigger={['click']} placement="bottomRight" menu={{ items }} onOpenChange={setOpen}>
      <span>{button}</span>
    </Dropdown>
  )
}
