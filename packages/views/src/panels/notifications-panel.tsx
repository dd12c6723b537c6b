import { EmptyState, ErrorState, RelativeTime, Skeleton, useNavigator, useT } from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import type { ReactNode } from 'react'
import '../styles/panels.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys } from '../workspace/queries.ts'
import { messages } from './messages.ts'

/** What the person was told lately; a click leads to the record. */
export function NotificationsPanel({
  open,
  onClose,
}: {
  readonly open: boolean
  readonly onClose: () => void
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const queries = useQueryClient()
  const { go } = useNavigator()
  const news = useQuery({
    queryKey: queryKeys.notifications,
    queryFn: () => client.session.notifications(),
    enabled: open,
  })
  const read = async (ids?: readonly string[]): Promise<void> => {
    await client.session.readNotifications(ids)
    await Promise.all([
      queries.invalidateQueries({ queryKey: queryKeys.notifications }),
      queries.invalidateQueries({ queryKey: queryKeys.me }),
    ])
  }
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t('notifications')}
      size={380}
      extra={
        <Button type="text" size="small" onClick={() => void read()}>
          {t('readAll')}
        </Button>
      }
      styles={{ body: { padding: 0 } }}
    >
      {news.isPending ? <Skeleton shape="lines" count={8} /> : null}
      {news.isError ? <ErrorState error={news.error} onRetry={() => void news.refetch()} /> : null}
      {news.data?.length === 0 ? (
        <EmptyState drawing="talk" title={t('noNews')} text={t('noNewsText')} />
      ) : null}
      <ul className="m-news">
        {news.data?.map((one) => (
          <li key={one.id} data-unread={one.readAt === null}>
            <button
              type="button"
              onClick={() => {
                void read([one.id])
                onClose()
                if (one.entity && one.recordId) go(paths.record(one.entity, one.recordId))
              }}
            >
              <b>{one.title}</b>
              {one.body ? <span className="m-two-lines">{one.body}</span> : null}
              <RelativeTime value={one.createdAt} />
            </button>
          </li>
        ))}
      </ul>
    </Drawer>
  )
}
