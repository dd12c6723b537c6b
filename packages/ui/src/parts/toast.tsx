import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { useT } from '../i18n/create-messages.ts'
import { messages } from '../messages.ts'

/** A short word about what just happened; `undo` takes it back. */
export type ToastRequest = {
  readonly text: string
  readonly tone?: 'plain' | 'success' | 'danger'
  readonly undo?: () => void | Promise<void>
}

type Toast = ToastRequest & { readonly id: number }

const ToastContext = createContext<(request: ToastRequest) => void>(() => undefined)

/** Shows toasts: `toast({ text: '已删除 1 条', undo })`. */
export function useToast(): (request: ToastRequest) => void {
  return useContext(ToastContext)
}

/** Holds the toasts at the foot of the screen. With an undo they stay longer. */
export function ToastProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const next = useRef(1)
  const t = useT(messages)
  const drop = useCallback((id: number) => setToasts((all) => all.filter((one) => one.id !== id)), [])
  const show = useCallback(
    (request: ToastRequest) => {
      const id = next.current++
      setToasts((all) => [...all.slice(-2), { ...request, id }])
      setTimeout(() => drop(id), request.undo ? 8000 : 4000)
    },
    [drop],
  )
  const list = useMemo(
    () =>
      toasts.map((toast) => (
        <div key={toast.id} className="m-toast" data-tone={toast.tone ?? 'plain'}>
          <span>{toast.text}</span>
          {toast.undo ? (
            <button
              type="button"
              onClick={() => {
                drop(toast.id)
                void toast.undo?.()
              }}
            >
              {t('undo')}
            </button>
          ) : null}
        </div>
      )),
    [toasts, drop, t],
  )
  return (
    <ToastContext value={show}>
      {children}
      <div className="m-toasts" role="status" aria-live="polite">
        {list}
      </div>
    </ToastContext>
  )
}
