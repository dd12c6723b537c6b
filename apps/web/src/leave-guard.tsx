import { useConfirm, useT } from '@mortise/ui'
import { type LeaveGuard, LeaveGuardProvider } from '@mortise/views'
import { useBlocker } from '@tanstack/react-router'
import { type ReactNode, useMemo, useRef } from 'react'
import { messages } from './messages.ts'

/** Asks before the router leaves a page that would lose something. */
export function Leaving({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useT(messages)
  const confirm = useConfirm()
  const held = useRef(new Set<() => boolean>())
  const guard = useMemo<LeaveGuard>(
    () => ({
      hold: (holds) => {
        held.current.add(holds)
        return () => held.current.delete(holds)
      },
    }),
    [],
  )
  useBlocker({
    shouldBlockFn: async () => {
      if (![...held.current].some((holds) => holds())) return false
      return !(await confirm({
        title: t('leave'),
        body: t('leaveBody'),
        action: t('leaveAction'),
        danger: true,
      }))
    },
    enableBeforeUnload: false,
  })
  return <LeaveGuardProvider value={guard}>{children}</LeaveGuardProvider>
}
