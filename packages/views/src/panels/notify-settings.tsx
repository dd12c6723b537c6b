import { IconButton, useT, useToast } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Switch } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'
import { messages } from './messages.ts'

const topics = [
  ['mention', 'topicMention'],
  ['task', 'topicTask'],
  ['rule', 'topicRule'],
  ['share', 'topicShare'],
] as const

/** Ways of being told: the bell counts it, the desktop shows it. */
export type Channel = 'bell' | 'desktop'

/** Whether a subject comes by a channel; the bell tells everything until it is silenced, the desktop nothing until asked. */
export function comesBy(preferences: unknown, topic: string, channel: Channel): boolean {
  const notify = (preferences as { readonly notify?: { readonly [topic: string]: unknown } } | undefined)
    ?.notify
  const chosen = (notify?.[topic] as { readonly [channel: string]: unknown } | undefined)?.[channel]
  return typeof chosen === 'boolean' ? chosen : channel === 'bell'
}

/** What comes by which channel, subject by subject. */
export function NotifySettings({ onBack }: { readonly onBack: () => void }): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const set = async (topic: string, channel: Channel, on: boolean): Promise<void> => {
    if (channel === 'desktop' && on && !(await allowed())) {
      toast({ text: t('desktopRefused'), tone: 'danger' })
      return
    }
    const { preferences = {} } = me
    const notify = (preferences['notify'] ?? {}) as { readonly [topic: string]: object }
    const next = { ...notify, [topic]: { ...notify[topic], [channel]: on } }
    await client.session.saveMe({ preferences: { ...preferences, notify: next } })
    await queries.invalidateQueries({ queryKey: queryKeys.me })
  }
  return (
    <>
      <div className="m-news-bar">
        <IconButton icon="arrow-left" label={t('back')} onClick={onBack} />
        <b>{t('newsSettings')}</b>
      </div>
      <div className="m-channels">
        <table>
          <thead>
            <tr>
              <td />
              <th scope="col">{t('channelBell')}</th>
              <th scope="col">{t('channelDesktop')}</th>
            </tr>
          </thead>
          <tbody>
            {topics.map(([topic, label]) => (
              <tr key={topic}>
                <th scope="row">{t(label)}</th>
                {(['bell', 'desktop'] as const).map((channel) => (
                  <td key={channel}>
                    <Switch
                      size="small"
                      aria-label={`${t(label)} ${t(channel === 'bell' ? 'channelBell' : 'channelDesktop')}`}
                      checked={comesBy(me.preferences, topic, channel)}
                      onChange={(on) => void set(topic, channel, on)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** Asks the browser for leave to show something on the desktop. */
async function allowed(): Promise<boolean> {
  if (!('Notification' in globalThis)) return false
  if (Notification.permission === 'default') return (await Notification.requestPermission()) === 'granted'
  return Notification.permission === 'granted'
}
