import { say } from '@mortise/errors'
import { kindNames } from '@mortise/schema'
import {
  EmptyState,
  ErrorState,
  Icon,
  RelativeTime,
  Skeleton,
  Tag,
  useConfirm,
  useLocale,
  useT,
  useToast,
} from '@mortise/ui'
import { refusal, useWorkspace } from '@mortise/views'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import type { ReactNode } from 'react'
import type { BinEntry } from '../workbench/api.ts'
import { useAfterPublish, useAfterRewrite, useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'

/** What publications took away, with how long it can still be brought back. */
export function BinDrawer({
  open,
  onClose,
}: {
  readonly open: boolean
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const bin = useQuery({ queryKey: ['design', 'bin'], queryFn: () => api.bin(), enabled: open })
  return (
    <Drawer open={open} onClose={onClose} title={t('bin')} size={480}>
      <p className="m-faint d-drawer-note">{t('binNote')}</p>
      {bin.isPending ? <Skeleton shape="rows" /> : null}
      {bin.error === null ? null : <ErrorState error={bin.error} />}
      {bin.data?.length === 0 ? <EmptyState drawing="list" title={t('binEmpty')} /> : null}
      <ul className="d-versions">
        {(bin.data ?? []).map((one) => (
          <BinLine key={one.id} entry={one} onClose={onClose} />
        ))}
      </ul>
    </Drawer>
  )
}

function BinLine({ entry, onClose }: { readonly entry: BinEntry; readonly onClose: () => void }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { api, space, model } = useWorkbench()
  const refresh = useAfterRewrite()
  const published = useAfterPublish()
  const { me } = useWorkspace()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const toast = useToast()
  const name = say(entry.label, locale) || entry.key
  const entity = say(model.entity(entry.key)?.document.label, locale) || entry.key
  const what = entry.field === null ? kindNames[entry.kind][locale] : t('fieldOf', { name: entity })
  const failed = (error: unknown): void => toast({ text: refusal(error), tone: 'danger' })
  const restore = async (): Promise<void> => {
    await space.flush()
    const { conflicts, version } = await api.restore(entry.id)
    const whole = version === undefined ? t('restored', { name }) : t('restoredApp', { name })
    const text = conflicts.length === 0 ? whole : t('restoredPartly', { name, n: conflicts.length })
    toast({ text, tone: 'success' })
    onClose()
    await (version === undefined ? refresh() : published())
  }
  const purge = async (): Promise<void> => {
    const sure = await confirm({
      title: t('purgeAsk', { name }),
      body: t('purgeNote'),
      action: t('purge'),
      danger: true,
    })
    if (!sure) return
    await api.purge(entry.id)
    await queries.invalidateQueries({ queryKey: ['design', 'bin'] })
  }
  return (
    <li>
      <div className="d-version-head">
        <b className="m-clip">{name}</b>
        <Tag>{what}</Tag>
        {entry.hasData ? <Tag color="blue">{t('withData')}</Tag> : null}
      </div>
      <span className="m-faint">
        {entry.authorName ?? t('system')} · <RelativeTime value={entry.at} /> ·{' '}
        {t('binDays', { n: entry.days })}
      </span>
      {entry.kind === 'app' && !me.admin ? null : (
        <div className="m-row">
          <Button
            size="small"
            icon={<Icon name="undo-2" size={14} />}
            onClick={() => void restore().catch(failed)}
          >
            {t('restore')}
          </Button>
          <Button size="small" type="text" danger onClick={() => void purge().catch(failed)}>
            {t('purge')}
          </Button>
        </div>
      )}
    </li>
  )
}
