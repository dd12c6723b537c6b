import { say } from '@mortise/errors'
import type {
  ApprovalSettings,
  AssigneeSource,
  FlowDocument,
  FlowNodeDocument,
  Settings,
} from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { useConditionWords } from '../condition/condition-words.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import { approvalKey } from './start-node.ts'

/** What a node does, in a line below its name: with the names people know instead of keys. */
export function useNodeWords(flow: FlowDocument): (node: FlowNodeDocument) => string {
  const t = useT(messages)
  const locale = useLocale()
  const words = useConditionWords()
  const { kit, model, space } = useWorkbench()
  const entity = say(model.entity(flow.entity)?.document.label, locale)
  const who = (source: AssigneeSource): string => {
    const role = source.role === undefined ? undefined : space.get('role', source.role)
    if (role !== undefined) return say(role.label, locale)
    const field = source.field === undefined ? undefined : model.entity(flow.entity)?.field(source.field)
    if (field !== undefined) return say(field.document.label, locale)
    return kit.assignees.find(source.type)?.describe(source)[locale] ?? source.type
  }
  const start = (): string => {
    const { type, on = [], condition } = flow.start
    const events = on.map((one) => t(one)).join(t('or'))
    const base = type === 'record' ? t('startRecord', { entity, events }) : t('startManual', { entity })
    return condition === undefined
      ? base
      : `${base}，${t('onlyWhen', { text: words(condition, flow.entity) })}`
  }
  return (node) => {
    const type = kit.nodes.find(node.type)
    if (type === undefined) return t('unknown', { type: node.type })
    if (type.role === 'start') return start()
    const key = approvalKey(type)
    const { id: _, type: __, name: ___, ...settings } = node
    if (key === undefined) return actionWords(settings) ?? say(type.describe(settings as Settings), locale)
    const approval = node[key] as ApprovalSettings | undefined
    const named = (approval?.assignees ?? []).map((source) => ({ type: source.type, role: who(source) }))
    const shown = { ...settings, [key]: { ...approval, assignees: named } }
    return say(type.describe(shown as unknown as Settings), locale)
  }
  function actionWords(settings: { readonly [key: string]: unknown }): string | undefined {
    const action = settings['action'] as { readonly type?: string } | undefined
    const type = kit.actions.find(action?.type ?? '')
    if (action === undefined || type === undefined) return undefined
    const { type: _, ...rest } = action
    return say(type.describe(rest as Settings), locale)
  }
}
