import { type LocalizedText, say } from '@mortise/errors'
import type { Effect } from '@mortise/schema'
import { useLocale, useT, useUi } from '@mortise/ui'
import { valueWords } from '../condition/condition-words.tsx'
import type { Around } from '../condition/fields.ts'
import { pathLabel } from '../kit/names.ts'
import { useDesignFaces, useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'

/** What an effect does, and the values it writes. */
export type EffectWords = {
  readonly text: string
  readonly values: readonly { readonly label: string; readonly value: string }[]
}

type Saying = { readonly [K in Effect['type']]?: (effect: Extract<Effect, { type: K }>) => string }

const writes = { create: 'doCreate', update: 'doUpdate', delete: 'doDelete' } as const

/**
 * Says what a rule would do with a record of `home`, with names in the place of keys and ids. `known` names records;
 * `prepare` fetches the names of people.
 */
export function useEffectWords(
  home: string,
  known: (id: string) => string | undefined,
): { readonly words: (effect: Effect) => EffectWords; readonly prepare: () => Promise<unknown> } {
  const t = useT(messages)
  const locale = useLocale()
  const { timeZone } = useUi()
  const { model, kit, space } = useWorkbench()
  const ctx = useDesignFaces()
  const nameOf = (of: string, id: string): string | undefined => ctx.labelOf?.(of, id) ?? known(id)
  const around = (entity: string): Around => ({ model, kit, locale, entity: model.entity(entity) })
  const valueOf = (entity: string, field: string, value: Parameters<typeof valueWords>[2]): string =>
    valueWords({ around: around(entity), timeZone, nameOf }, field, value) || t('emptied')
  const fieldName = (entity: string, field: string): string =>
    pathLabel({ model, locale }, model.entity(entity), field)
  const entityName = (key: string): string => say(model.entity(key)?.document.label, locale) || key
  const labelOf = (kind: 'assignment' | 'flow' | 'print', key: string): string =>
    say(space.get(kind, key)?.label as LocalizedText | undefined, locale) || key
  const people = (ids: readonly string[]): string => {
    const names = ids.flatMap((id) => nameOf('user', id) ?? [])
    return names.length === ids.length ? names.join(t('comma')) : t('somebody', { n: ids.length })
  }
  const sayings: Saying = {
    set_value: ({ field, value }) =>
      t('doSet', { field: fieldName(home, field), value: valueOf(home, field, value) }),
    write_record: ({ op, entity }) => t(writes[op], { entity: entityName(entity) }),
    assign: ({ policy }) => t('doAssign', { name: labelOf('assignment', policy) }),
    notify: ({ to, title }) => t('doNotify', { people: people(to), title: say(title, locale) }),
    add_error: ({ level, message }) =>
      t(level === 'block' ? 'doBlock' : 'doWarn', { text: say(message, locale) }),
    start_flow: ({ flow }) => t('doFlow', { name: labelOf('flow', flow) }),
    cancel_flow: ({ flow }) =>
      flow === undefined ? t('doCancelAll') : t('doCancel', { name: labelOf('flow', flow) }),
    for_each: ({ entity, actions }) => t('doEach', { entity: entityName(entity), n: actions.length }),
    generate_document: ({ template }) => t('doDocument', { name: labelOf('print', template) }),
    read_terms: ({ terms }) => t('doTerms', { n: terms.length }),
    call_out: ({ connector }) =>
      t('doCall', { name: say(kit.connectors.find(connector)?.label, locale) || connector }),
  }
  const prepare = async (): Promise<unknown> =>
    ctx.lookup?.('user', '', { key: 'people', label: '', type: 'user' })
  const words = (effect: Effect): EffectWords => {
    const saying = sayings[effect.type] as ((one: Effect) => string) | undefined
    const written = effect.type === 'write_record' ? Object.entries(effect.values ?? {}) : []
    return {
      text: saying?.(effect) ?? t('doOther', { type: effect.type }),
      values: written.map(([key, value]) => ({
        label: 'entity' in effect ? fieldName(String(effect.entity), key) : key,
        value: 'entity' in effect ? valueOf(String(effect.entity), key, value as never) : String(value),
      })),
    }
  }
  return { words, prepare }
}
