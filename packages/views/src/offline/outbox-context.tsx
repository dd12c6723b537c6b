import type { WaitingFile } from '@mortise/fields/react'
import { useLocale, useT, useToast } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import { buildModel } from '../workspace/build-model.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'
import { deviceStore } from './device-store.ts'
import { carryRecord } from './carry-record.ts'
import { KeptFiles } from './kept-files.ts'
import { messages } from './messages.ts'
import { Outbox, type WaitingRecord } from './outbox.ts'

const OutboxContext = createContext<Outbox | undefined>(undefined)

/** How often it is tried again while something waits; hearing that the network is back tries at once. */
const every = 20_000

/** Gives the pages inside the outbox of this device, and sends what waits whenever the server can be reached. */
export function OutboxProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { client, me, kit } = useWorkspace()
  const locale = useLocale()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const user = me.viewer === null || me.viewer === undefined ? me.user.id : ''
  const files = useMemo(
    () => new KeptFiles({ store: deviceStore, upload: client.session.uploadFile, user }),
    [client, user],
  )
  const outbox = useMemo(
    () =>
      new Outbox({
        store: deviceStore,
        client,
        files,
        user,
        carry: async (record) => {
          if (record.under === undefined) return record
          const model = buildModel(await client.session.model(), kit)
          const words = {
            misfits: (names: string) => t('misfitRefused', { names }),
            gone: () => t('kindGone'),
          }
          return carryRecord({ model, kit, locale, say: words }, record)
        },
        unsure: () => t('unsure'),
        fileLost: () => t('fileLost'),
      }),
    [client, files, user, kit, locale, t],
  )
  useEffect(() => void files.tidy(Date.now()).catch(() => undefined), [files])
  useEffect(() => {
    const send = async (): Promise<void> => {
      const { made, refused } = await outbox.send()
      for (const entity of new Set(made.map((one) => one.entity)))
        await queries.invalidateQueries({ queryKey: queryKeys.records(entity) })
      const [only] = made
      if (made.length === 1 && only !== undefined)
        toast({ text: t('sent', { name: only.title }), tone: 'success' })
      else if (made.length > 1) toast({ text: t('sentMany', { n: made.length }), tone: 'success' })
      for (const { title } of refused) toast({ text: t('refusedOne', { name: title }), tone: 'danger' })
    }
    const attempt = (): void => {
      void send().catch(() => undefined)
    }
    attempt()
    addEventListener('online', attempt)
    const timer = setInterval(() => {
      if (outbox.list.some(({ refused }) => refused === undefined)) attempt()
    }, every)
    return () => {
      removeEventListener('online', attempt)
      clearInterval(timer)
      outbox.close()
    }
  }, [outbox, queries, toast, t])
  return <OutboxContext value={outbox}>{children}</OutboxContext>
}

/** The outbox, where the shell gives one. */
export function useOutbox(): Outbox | undefined {
  return useContext(OutboxContext)
}

const none: readonly WaitingRecord[] = []
const nothing = (): (() => void) => () => undefined

const noStates: ReadonlyMap<string, WaitingFile> = new Map()

/** How far the files are that leave this device just now. */
export function useFilesOnTheWay(): ReadonlyMap<string, WaitingFile> {
  const files = useOutbox()?.files
  return useSyncExternalStore(files?.subscribe ?? nothing, files?.states ?? (() => noStates))
}

/** What waits on this device. */
export function useWaiting(): readonly WaitingRecord[] {
  const outbox = useOutbox()
  return useSyncExternalStore(outbox?.subscribe ?? nothing, () => outbox?.list ?? none)
}

/** Whether the browser says that it has a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      addEventListener('online', listener)
      addEventListener('offline', listener)
      return () => {
        removeEventListener('online', listener)
        removeEventListener('offline', listener)
      }
    },
    () => navigator.onLine,
  )
}
