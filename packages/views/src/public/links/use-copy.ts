import { useT, useToast } from '@mortise/ui'
import { messages } from './messages.ts'

/** Copies a text and says so. */
export function useCopy(): (text: string) => Promise<void> {
  const toast = useToast()
  const t = useT(messages)
  return async (text) => {
    try {
      await navigator.clipboard.writeText(text)
      toast({ text: t('copied'), tone: 'success' })
    } catch {
      toast({ text: t('notCopied'), tone: 'danger' })
    }
  }
}
