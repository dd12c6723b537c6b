import { say } from '@mortise/errors'
import type { DashboardDocument, ReportDocument } from '@mortise/schema'
import { Icon, useLocale, useNarrow, useT, useToast } from '@mortise/ui'
import { Button, Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { addTile } from '../dashboard/commands.ts'
import { starters } from '../home/starters.ts'
import { freshKey } from '../kit/keys.ts'
import { useDocuments, useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'

/** Puts the report on a dashboard without leaving it: on one that is there, or on a new one. */
export function AddToBoard({ report }: { readonly report: ReportDocument }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const narrow = useNarrow()
  const toast = useToast()
  const { model, kit, space } = useWorkbench()
  const boards = useDocuments('dashboard')
  const put = (board: DashboardDocument): void => {
    space.put('dashboard', board.key, addTile(board, report, { model, tab: board.tabs?.[0]?.id }).board)
    toast({ text: t('onBoard', { name: say(board.label, locale) }), tone: 'success' })
  }
  const make = (): void => {
    const name = t('boardName', { name: say(report.label, locale) || report.key })
    const key = freshKey(
      name,
      boards.map((one) => one.key),
      'dashboard',
    )
    const made = starters.dashboard?.make({ name, key, entity: undefined, model, kit, locale })
    if (made !== undefined) put(made)
  }
  const items = [
    ...boards.map((board) => ({
      key: board.key,
      label: say(board.label, locale) || board.key,
      icon: <Icon name="layout-dashboard" size={14} />,
      onClick: () => put(board),
    })),
    { type: 'divider' as const, key: 'line' },
    { key: 'new', label: t('newBoard'), icon: <Icon name="plus" size={14} />, onClick: make },
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button
        icon={<Icon name="layout-dashboard" size={14} />}
        {...(narrow ? { 'aria-label': t('toBoard') } : {})}
      >
        {narrow ? null : t('toBoard')}
      </Button>
    </Dropdown>
  )
}
