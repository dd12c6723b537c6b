import { IconButton, useT, useToast } from '@mortise/ui'
import { Switch } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { type Channel, channels, comesBy } from './comes-by.ts'
import { MailWishes } from './mail-wishes.tsx'
import { messages } from './messages.ts'
import { useSavePreferences } from './use-save-preferences.ts'

const topics = [
  ['mention', 'topicMention'],
  ['task', 'topicTask'],
  ['rule', 'topicRule'],
  ['share', 'topicShare'],
  ['report', 'topicReport'],
] as const

/** The settings within the panel of notices. */
export function NotifySettings({ onBack }: { readonly onBack: () => void }): ReactNode {
  const t = useT(messages)
  return (
    <>
      <div className="m-news-bar">
        <IconButton icon="arrow-left" label={t('back')} onClick={onBack} />
        <b>{t('newsSettings')}</b>
      </div>
      <div className="m-channels">
        <Channels />
      </div>
    </>
  )
}

/** What comes by which channel, subject by subject, and when the mails among them come. */
export function Channels(): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const save = useSavePreferences()
  const set = async (topic: string, channel: Channel, on: boolean): Promise<void> => {
    if (channel === 'desktop' && on && !(await allowed())) {
      toast({ text: t('desktopRefused'), tone: 'danger' })
      return
    }
    await save(({ notify = {} }) => {
      const known = notify as { readonly [topic: string]: object }
      return { notify: { ...known, [topic]: { ...known[topic], [channel]: on } } }
    })
  }
  return (
    <>
      <table>
        <thead>
          <tr>
            <td />
            {channels.map(([channel, name]) => (
              <th key={channel} scope="col">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {topics.map(([topic, label]) => (
            <tr key={topic}>
              <th scope="row">{t(label)}</th>
              {channels.map(([channel, name]) => (
                <td key={channel}>
                  {topic === 'report' && channel === 'mail' ? (
                    <small className="m-faint">{t('mailBySubscription')}</small>
                  ) : (
                    <Switch
                      size="small"
                      aria-label={`${t(label)} ${t(name)}`}
                      checked={comesBy(me.preferences, topic, channel)}
                      onChange={(on) => void set(topic, channel, on)}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {topics.some(([topic]) => comesBy(me.preferences, topic, 'mail')) ? <MailWishes /> : null}
    </>
  )
}

/** Asks the browser for leave to show something on the desktop. */
async function allowed(): Promise<boolean> {
  if (!('Notification' in globalThis)) return false
  if (Notification.permission === 'default') return (await Notification.requestPermission()) === 'granted'
  return Notification.permission === 'granted'
}
