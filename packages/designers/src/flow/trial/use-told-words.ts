import { type LocalizedText, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { useLocale, useT, useUi } from '@mortise/ui'
import { valueWords } from '../../condition/condition-words.tsx'
import { pathLabel } from '../../kit/names.ts'
import { useDesignFaces, useWorkbench } from '../../workbench/context.tsx'
import type { Told } from '../../workbench/trials-api.ts'
import { usePeopleNames } from '../use-directory.ts'
import { messages } from './messages.ts'

/** Something that would have happened, in words. */
export type ToldWords = {
  readonly icon: string
  readonly text: string
  /** The rule that did it, where one did. */
  readonly by: string
  readonly values: readonly { readonly label: string; readonly before: string; readonly after: string }[]
}

type Telling = {
  readonly [K in Told['type']]: (
    told: Extract<Told, { readonly type: K }>,
  ) => Omit<ToldWords, 'values' | 'by'> & Partial<Pick<ToldWords, 'values' | 'by'>>
}

const ops = {
  create: 'make',
  update: 'change',
  delete: 'remove',
  purge: 'remove',
  restore: 'restore',
} as const
const icons = {
  create: 'plus',
  update: 'pencil',
  delete: 'trash-2',
  purge: 'trash-2',
  restore: 'undo-2',
} as const

/** Says what a simulation tells, with names in the place of keys and ids. */
export function useToldWords(): (told: Told) => ToldWords {
  const t = useT(messages)
  const locale = useLocale()
  const { timeZone } = useUi()
  const { model, kit, space } = useWorkbench()
  const ctx = useDesignFaces()
  const person = usePeopleNames()
  const nameOf = (of: string, id: string): string | undefined =>
    of === 'user' ? person(id) : (ctx.labelOf?.(of, id) ?? undefined)
  const labelOf = (kind: 'flow' | 'print' | 'rule', key: string): string =>
    say(space.get(kind, key)?.label as LocalizedText | undefined, locale) || key
  const valueOf = (entity: string, field: string, value: Json): string => {
    const around = { model, kit, locale, entity: model.entity(entity) }
    return valueWords({ around, timeZone, nameOf }, field, value) || t('empty')
  }
  const listed = (ids: readonly string[]): string => ids.map(person).join(t('comma'))
  const telling: Telling = {
    record: ({ op, entity, title, via, values }) => {
      const [kind, key = ''] = (via ?? '').split(':')
      return {
        icon: icons[op],
        text: t(ops[op], { entity: say(model.entity(entity)?.document.label, locale) || entity, title }),
        by: kind === 'rule' ? t('byRule', { name: labelOf('rule', key) }) : '',
        values: values.map(({ field, before, after }) => ({
          label: pathLabel({ model, locale }, model.entity(entity), field),
          before: op === 'create' ? '' : valueOf(entity, field, before),
          after: valueOf(entity, field, after),
        })),
      }
    },
    notice: ({ people, title }) => ({ icon: 'bell', text: t('notify', { people: listed(people), title }) }),
    call: ({ connector, to, text }) => {
      const system = say(kit.connectors.find(connector)?.label, locale) || t('mailServer')
      const words = { system, to: listed(to), text }
      return { icon: 'send', text: text === '' && to.length === 0 ? t('callPlain', words) : t('call', words) }
    },
    document: ({ template }) => ({
      icon: 'file-text',
      text: t('document', { name: labelOf('print', template) }),
    }),
    flow: ({ flow }) => ({ icon: 'workflow', text: t('startsFlow', { name: labelOf('flow', flow) }) }),
    failed: ({ message }) => ({ icon: 'triangle-alert', text: t('failed', { text: say(message, locale) }) }),
  }
  return (told) => {
    const tell = telling[told.type] as (one: Told) => ReturnType<Telling[Told['type']]>
    return { by: '', values: [], ...tell(told) }
  }
}
