import type { NotificationEntry } from '@mortise/client'
import {
  EmptyState,
  ErrorState,
  formatInstantText,
  IconButton,
  RelativeTime,
  SegmentedControl,
  Skeleton,
  useNavigator,
  useT,
  useToast,
  useUi,
} from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer, Dropdown } from 'antd'
import { type ReactNode, useState } from 'react'
import '../styles/panels.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys } from '../workspace/queries.ts'
import { messages } from './messages.ts'
import { NotifySettings } from './notify-settings.tsx'
import { snoozeTimes } from './snooze-times.ts'

type Shelf = 'fresh' | 'all' | 'later'

const isLater = ({ snoozedUntil }: NotificationEntry, now: number): boolean =>
  typeof snoozedUntil === 'string' && Date.parse(snoozedUntil) > now

/** What the person was told lately; a click leads to the record, what does not fit now comes back later. */
export function NotificationsPanel({
  open,
  onClose,
}: {
  readonly open: boolean
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const [settings, setSettings] = useState(false)
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t('notifications')}
      size={400}
      extra={
        <IconButton
          icon="settings"
          label={t('newsSettings')}
          pressed={settings}
          onClick={() => setSettings(!settings)}
        />
      }
      styles={{ body: { padding: 0 } }}
    >
      {settings ? (
        <NotifySettings onBack={() => setSettings(false)} />
      ) : (
        <News open={open} onClose={onClose} />
      )}
    </Drawer>
  )
}

function News({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const queries = useQueryClient()
  const [shelf, setShelf] = useState<Shelf>('all')
  const [now] = useState(() => Date.now())
  const news = useQuery({
    queryKey: queryKeys.notifications,
    queryFn: () => client.session.notifications(),
    enabled: open,
  })
  const refresh = async (): Promise<void> => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: queryKeys.notifications }),
      queries.invalidateQueries({ queryKey: queryKeys.me }),
    ])
  }
  const read = async (ids?: readonly string[]): Promise<void> => {
    await client.session.readNotifications(ids)
    await refresh()
  }
  const fits: { readonly [K in Shelf]: (one: NotificationEntry) => boolean } = {
    fresh: (one) => one.readAt === null && !isLater(one, now),
    all: (one) => !isLater(one, now),
    later: (one) => isLater(one, now),
  }
  const shown = (news.data ?? []).filter(fits[shelf])
  return (
    <>
      <div className="m-news-bar">
        <SegmentedControl
          label={t('newsShow')}
          value={shelf}
          onChange={setShelf}
          options={[
            { value: 'all' as const, label: t('newsAll') },
            { value: 'fresh' as const, label: t('newsFresh') },
            { value: 'later' as const, label: t('newsLater') },
          ]}
        />
        <span className="m-spring" />
        <Button type="text" size="small" onClick={() => void read()}>
          {t('readAll')}
        </Button>
      </div>
      {news.isPending ? <Skeleton shape="lines" count={8} /> : null}
      {news.isError ? <ErrorState error={news.error} onRetry={() => void news.refetch()} /> : null}
      {news.isSuccess && shown.length === 0 ? (
        <EmptyState
          drawing="talk"
          title={t(shelf === 'later' ? 'noLater' : 'noNews')}
          {...(shelf === 'later' ? {} : { text: t('noNewsText') })}
        />
      ) : null}
      <ul className="m-news">
        {shown.map((one) => (
          <NewsLine key={one.id} one={one} now={now} onRead={read} onSnoozed={refresh} onClose={onClose} />
        ))}
      </ul>
    </>
  )
}

function NewsLine({
  one,
  now,
  onRead,
  onSnoozed,
  onClose,
}: {
  readonly one: NotificationEntry
  readonly now: number
  readonly onRead: (ids: readonly string[]) => Promise<void>
  readonly onSnoozed: () => Promise<void>
  readonly onClose: () => void
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const { timeZone } = useUi()
  const { go } = useNavigator()
  const snooze = async (until: string): Promise<void> => {
    await client.session.snooze(one.id, until)
    toast({ text: t('snoozed', { at: formatInstantText(until, timeZone) }) })
    await onSnoozed()
  }
  const times = snoozeTimes(now, timeZone)
  return (
    <li data-unread={one.readAt === null}>
      <button
        type="button"
        onClick={() => {
          void onRead([one.id])
          onClose()
          if (one.link) go(one.link)
          else if (one.entity && one.recordId) go(paths.record(one.entity, one.recordId))
        }}
      >
        <b>{one.title}</b>
        {one.body ? <span className="m-two-lines">{one.body}</span> : null}
        {isLater(one, now) ? (
          <RelativeTime value={one.snoozedUntil ?? ''} />
        ) : (
          <RelativeTime value={one.createdAt} />
        )}
      </button>
      <span className="m-news-acts">
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: [
              { key: 'hour', label: t('snoozeHour'), onClick: () => void snooze(times.hour) },
              { key: 'tomorrow', label: t('snoozeTomorrow'), onClick: () => void snooze(times.tomorrow) },
              { key: 'week', label: t('snoozeWeek'), onClick: () => void snooze(times.week) },
            ],
          }}
        >
          <span>
            <IconButton icon="alarm-clock" size={14} label={`${t('snooze')} ${one.title}`} />
          </span>
        </Dropdown>
      </span>
    </li>
  )
}
