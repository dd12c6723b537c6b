import { say } from '@mortise/errors'
import type { FlowDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { useWorkbench } from '../../workbench/context.tsx'
import type { FlowEditor } from '../use-flow-editor.ts'
import { messages } from './messages.ts'

/** What a step is called, with its flow where that is another than the one on the screen. */
export function usePlaceNames(
  editor: FlowEditor,
): (place: { readonly flow: string; readonly nodeId: string }) => string {
  const t = useT(messages)
  const locale = useLocale()
  const { space } = useWorkbench()
  return ({ flow, nodeId }) => {
    if (flow === editor.flow.key) return editor.nameOf(nodeId)
    const other = space.get('flow', flow) as FlowDocument | undefined
    const node = other?.nodes.find(({ id }) => id === nodeId)
    return t('inFlow', {
      flow: say(other?.label, locale) || flow,
      name: say(node?.name, locale) || nodeId,
    })
  }
}
