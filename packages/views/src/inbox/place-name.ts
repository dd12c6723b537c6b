import type { WorkItemAnswer } from '@mortise/client'
import { say } from '@mortise/errors'
import { useLocale, useT } from '@mortise/ui'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** What a step of a run is called: as its tasks are, else as the flow names it; the first is the starter's. */
export function usePlaceName(answer: WorkItemAnswer): (node: string) => string {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkspace()
  return (id) => {
    const node = model.document('flow', answer.item.flow)?.nodes.find((one) => one.id === id)
    if (id === '$start' || node?.type === 'start_event') return t('toStarter', { name: answer.item.starter })
    const known = answer.instance.items?.find((item) => item.nodeId === id)?.nodeName
    return (known ?? say(node?.name, locale)) || id
  }
}
