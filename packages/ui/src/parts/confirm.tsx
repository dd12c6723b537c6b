import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useT } from '../i18n/create-messages.ts'
import { messages } from '../messages.ts'
import { later } from './later.ts'
import type { Asking } from './confirm-host.tsx'

/** A question before something that can't be taken back. `action` is the verb on the button. */
export type ConfirmRequest = {
  readonly title: string
  readonly body?: ReactNode
  readonly action: string
  readonly danger?: boolean
}

// Nothing is asked before the first page stands.
const loadHost = later(() => import('./confirm-host.tsx'))
const ConfirmHost = lazy(loadHost)

const AskContext = createContext<() => Promise<Asking>>(() => new Promise(() => undefined))

/** Holds the questions of `useConfirm`, from the first one on. */
export function ConfirmProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [wanted, setWanted] = useState(false)
  const ready = useRef<Asking>(undefined)
  const waiting = useRef<((asking: Asking) => void)[]>([])
  const ask = useCallback((): Promise<Asking> => {
    const found = ready.current
    if (found !== undefined) return Promise.resolve(found)
    setWanted(true)
    return new Promise((resolve) => waiting.current.push(resolve))
  }, [])
  const onReady = useCallback((asking: Asking) => {
    ready.current = asking
    for (const resolve of waiting.current.splice(0)) resolve(asking)
  }, [])
  const host = useMemo(() => <ConfirmHost onReady={onReady} />, [onReady])
  return (
    <AskContext value={ask}>
      {children}
      {wanted ? <Suspense fallback={null}>{host}</Suspense> : null}
    </AskContext>
  )
}

/** Asks and waits: `if (await confirm({ title, action: '删除' })) …`. */
export function useConfirm(): (request: ConfirmRequest) => Promise<boolean> {
  const ask = useContext(AskContext)
  const t = useT(messages)
  return useCallback(
    async (request) => {
      const asking = await ask()
      return new Promise<boolean>((resolve) => {
        asking.confirm({
          title: request.title,
          content: request.body,
          okText: request.action,
          cancelText: t('cancel'),
          okButtonProps: { danger: request.danger ?? false },
          icon: null,
          centered: true,
          onOk: () => resolve(true),
          onCancel: () => resolve(false),
        })
      })
    },
    [ask, t],
  )
}
