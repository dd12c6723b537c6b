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
import { readDuration } from '../kit/editors/duration.tsx'
import { useReadable } from '../kit/readable.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { kindOf } from './approval.ts'
import { messages } from './messages.ts'
import { useNamedSources } from './named-sources.ts'
import { approvalKey } from './start-node.ts'

/** What a node does, in a line below its name: with the names people know instead of keys. */
export function useNodeWords(flow: FlowDocument): (node: FlowNodeDocument) => string {
  const t = useT(messages)
  const locale = useLocale()
  const words = useConditionWords()
  const readable = useReadable(flow.entity)
  const { kit, model, space } = useWorkbench()
  const nameOf = useNamedSources(flow)
  const entity = say(model.entity(flow.entity)?.document.label, locale)
  const who = (source: AssigneeSource): string => {
    const role = source.role === undefined ? undefined : space.get('role', source.role)
    if (role !== undefined) return say(role.label, locale)
    const field = source.field === undefined ? undefined : model.entity(flow.entity)?.field(source.field)
    if (field !== undefined) return say(field.document.label, locale)
    return nameOf(source) ?? kit.assignees.find(source.type)?.describe(source)[locale] ?? source.type
  }
  const start = (): string => {
    const { type, on = ['create'], condition } = flow.start
    const events = on.map((one) => t(one)).join(t('or'))
    const base: { readonly [type: string]: string } = {
      record: t('startRecord', { entity, events }),
      manual: t('startManual', { entity }),
      message: t('startMessage', { name: flow.start.message ?? '' }),
    }
    const said = base[type] ?? t('startOther')
    return condition === undefined ? said : `${said}${t('onlyWhen', { text: words(condition, flow.entity) })}`
  }
  const named = (sources: readonly AssigneeSource[]): readonly object[] =>
    sources.map((source) => ({ type: source.type, role: who(source) }))
  const lasting = (value: unknown): unknown => {
    const read = typeof value === 'string' ? readDuration(value) : undefined
    return read === undefined ? value : t(read.unit, { n: read.count })
  }
  /** Settings with words in the place of keys, for the types' own sentences. */
  const said: { readonly [editor: string]: (value: unknown) => unknown } = {
    approval: (value) => {
      const approval = (value ?? {}) as Partial<ApprovalSettings>
      return { ...approval, assignees: named(approval.assignees ?? []) }
    },
    duration: lasting,
    flow: (value) =>
      typeof value === 'string' ? say(space.get('flow', value)?.label, locale) || value : value,
  }
  /** An event with the words people have for how long it waits. */
  const eventSaid = (value: unknown): unknown => {
    const { timer } = (value ?? {}) as { readonly timer?: { readonly duration?: unknown } }
    return timer?.duration === undefined ? value : { timer: { duration: lasting(timer.duration) } }
  }
  const actionWords = (value: unknown): string | undefined => {
    const { type, ...rest } = (value ?? {}) as { readonly type?: string }
    const found = kit.actions.find(type ?? '')
    return found === undefined
      ? undefined
      : say(found.describe(readable(rest as Settings, found.settings)), locale)
  }
  return (node) => {
    const type = kit.nodes.find(node.type)
    if (type === undefined) return t('unknown', { type: node.type })
    if (type.role === 'start') return start()
    const action = type.settings.find((one) => one.settings?.['editor'] === 'action')
    const acted = action === undefined ? undefined : actionWords(node[action.key])
    if (acted !== undefined) return acted
    const sources = type.assignees?.(node) ?? []
    if (approvalKey(type) === undefined && sources.length > 0)
      return t('typeWho', {
        type: type.label[locale],
        who: sources.map(({ source }) => who(source)).join(t('comma')),
      })
    const approvalAt = approvalKey(type)
    if (approvalAt !== undefined && sources.length === 0) return t('chooseApprovers')
    const kind = approvalAt === undefined ? 'decide' : kindOf(node[approvalAt] as Partial<ApprovalSettings>)
    if (kind !== 'decide')
      return t('typeWho', {
        type: t(`kind_${kind}`),
        who: (node[approvalAt ?? ''] as ApprovalSettings).assignees.map(who).join(t('comma')),
      })
    const { id: _, type: __, name: ___, ...settings } = node
    const shown = type.settings.map(({ key, settings: more }) => {
      const saying = more?.['oneOf'] === true ? eventSaid : said[String(more?.['editor'] ?? '')]
      return [key, saying === undefined ? settings[key] : saying(settings[key])] as const
    })
    return say(type.describe({ ...settings, ...Object.fromEntries(shown) } as Settings), locale)
  }
}
