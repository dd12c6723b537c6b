import type { WorkItemAnswer } from '@mortise/client'
import { useT } from '@mortise/ui'
import { messages } from './messages.ts'

/** What a step of a run that was passed is called: as its tasks are; the first is the starter's. */
export function usePlaceName(answer: WorkItemAnswer): (node: string) => string {
  const t = useT(messages)
  return (id) => {
    // The starter's own place has no task before somebody has returned to it.
    const known = answer.instance.items?.find((item) => item.nodeId === id && item.kind !== 'resubmit')
    return known?.nodeName ?? t('toStarter', { name: answer.item.starter })
  }
}
