import { useNavigator } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys } from '../workspace/queries.ts'
import { comesBy } from './comes-by.ts'

const topics = ['mention', 'task', 'rule', 'share', 'report'] as const

/** Shows new notices on the desktop, for the subjects the person asked for, while this page is not being looked at. */
export function useDesktopNews(): void {
  const { client, me } = useWorkspace()
  const { go } = useNavigator()
  const wanted = topics.filter((topic) => comesBy(me.preferences, topic, 'desktop'))
  const news = useQuery({
    queryKey: queryKeys.notifications,
    queryFn: () => client.session.notifications(),
    enabled: wanted.length > 0,
  })
  // What was there when the page was opened is no news.
  const newest = useRef<string>(undefined)
  const key = wanted.join()
  useEffect(() => {
    const list = news.data
    if (list === undefined) return
    const before = newest.current
    newest.current = list[0]?.id ?? ''
    if (before === undefined || !('Notification' in globalThis) || Notification.permission !== 'granted')
      return
    // Ids rise with time.
    const fresh = list.filter(
      (one) => one.id > before && one.readAt === null && key.includes(one.topic ?? 'rule'),
    )
    if (document.visibilityState === 'visible') return
    for (const { id, title, body, entity, recordId, link } of fresh.slice(0, 3)) {
      const shown = new Notification(title, { tag: id, ...(body ? { body } : {}) })
      shown.onclick = () => {
        globalThis.focus()
        if (link) go(link)
        else if (entity && recordId) go(paths.record(entity, recordId))
      }
    }
  }, [news.data, key, go])
}
