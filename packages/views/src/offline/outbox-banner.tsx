import { Icon, laterPart, useT } from '@mortise/ui'
import { type ReactNode, Suspense, useState } from 'react'
import '../styles/offline.css'
import { messages } from './messages.ts'
import { localIn } from './kept-files.ts'
import { useFilesOnTheWay, useOnline, useWaiting } from './outbox-context.tsx'
import type { WaitingRecord } from './outbox.ts'

const WaitingList = laterPart(async () => (await import('./waiting-list.tsx')).WaitingList)

/** Tells over every page that there is no network, or that new records wait to be sent; leads to their list. */
export function OutboxBanner(): ReactNode {
  const t = useT(messages)
  const online = useOnline()
  const waiting = useWaiting()
  const going = useGoing(waiting)
  const [open, setOpen] = useState(false)
  const refused = waiting.filter((one) => one.refused !== undefined).length
  if (waiting.length === 0 && online) return null
  const words = [
    ...(online ? [] : [t('offline')]),
    ...(waiting.length > refused ? [t('waiting', { n: waiting.length - refused })] : []),
    ...(refused > 0 ? [t('refusedCount', { n: refused })] : []),
    ...(going === undefined ? [] : [going]),
  ]
  return (
    <div className="m-outbox" role="status" data-refused={refused > 0}>
      <Icon name={online ? 'upload' : 'wifi-off'} size={16} />
      <span>{words.join(' · ')}</span>
      {waiting.length === 0 ? null : (
        <button type="button" onClick={() => setOpen(true)}>
          {t('show')}
        </button>
      )}
      {open && waiting.length > 0 ? (
        <Suspense fallback={null}>
          <WaitingList list={waiting} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}

/** The file of a waiting record that is on its way just now, in words. */
function useGoing(waiting: readonly WaitingRecord[]): string | undefined {
  const t = useT(messages)
  const states = useFilesOnTheWay()
  for (const id of waiting.flatMap(({ values }) => localIn(values))) {
    const { name = '', share } = states.get(id) ?? {}
    if (share !== undefined) return t('fileGoes', { name, share: ` ${Math.round(share * 100)}%` })
  }
  return undefined
}
