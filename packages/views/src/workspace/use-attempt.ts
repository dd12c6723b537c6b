import { useToast } from '@mortise/ui'
import { refusal } from '../record/refusal.ts'

/** Does what somebody asked for; where that is refused it says why. True when it was done. */
export function useAttempt(): (work: () => Promise<unknown>) => Promise<boolean> {
  const toast = useToast()
  return async (work) => {
    try {
      await work()
      return true
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
      return false
    }
  }
}
