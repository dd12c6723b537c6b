import { say } from '@mortise/errors'
import { useLocale, useToast } from '@mortise/ui'
import { useEffect } from 'react'
import type { FormStore } from './form-store.ts'

/** Says in a short message what the form has done on its own, such as clearing a choice that no longer fits. */
export function useNotices(store: FormStore): void {
  const toast = useToast()
  const locale = useLocale()
  useEffect(() => {
    let told = store.state.notices
    return store.subscribe(() => {
      const { notices } = store.state
      if (notices === told || notices.length === 0) return
      told = notices
      const words = new Set(notices.map(({ message }) => say(message, locale)))
      toast({ text: [...words].slice(0, 3).join(' ') })
    })
  }, [store, toast, locale])
}
