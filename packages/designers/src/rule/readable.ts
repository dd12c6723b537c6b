import { say } from '@mortise/errors'
import {
  type DocumentByKind,
  documentKinds,
  type DocumentKind,
  type FieldDocument,
  type RuleDocument,
} from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { readDuration } from '../kit/editors/duration.tsx'
import { messages } from '../kit/editors/messages.ts'
import { usePeopleNames } from '../kit/editors/people.tsx'
import { useWorkbench } from '../workbench/context.tsx'

type Values = { readonly [key: string]: unknown }

/**
 * Puts the names people know in the place of keys, so that what an action says of itself reads as a sentence. Told by the
 * editor of each setting; no action is known by name here.
 */
export function useReadable(
  rule: Pick<RuleDocument, 'entity'>,
): (values: Values, settings: readonly FieldDocument[]) => Values {
  const t = useT(messages)
  const locale = useLocale()
  const { model, space } = useWorkbench()
  const people = usePeopleNames(rule.entity, locale)
  const fieldName = (entity: string | undefined, key: string): string =>
    say(model.entity(entity ?? '')?.field(key)?.document.label, locale) || key
  const documentName = (kind: DocumentKind, key: string): string => {
    const found = space.get(kind, key) as DocumentByKind['rule'] | undefined
    return say(found?.label, locale) || key
  }
  const word = (editor: string, value: unknown, entity: string | undefined): unknown => {
    if (editor === 'people') return (Array.isArray(value) ? value : [value]).map((one) => people(String(one)))
    if (typeof value === 'object' && value !== null && editor === 'values')
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [fieldName(entity, key), inner]))
    if (typeof value !== 'string') return value
    if (editor === 'entity') return say(model.entity(value)?.document.label, locale) || value
    if (editor === 'field') return fieldName(entity, value)
    if (editor === 'duration') {
      const read = readDuration(value)
      return read === undefined ? value : `${read.count} ${t(read.unit)}`
    }
    const kind = documentKinds.find((one) => one === editor)
    return kind === undefined ? value : documentName(kind, value)
  }
  return (values, settings) => {
    const byKey = new Map(settings.map((one) => [one.key, one.settings ?? {}]))
    return Object.fromEntries(
      Object.entries(values).map(([key, value]) => {
        const { editor, of } = byKey.get(key) ?? {}
        const named = typeof of === 'string' ? values[of] : undefined
        return [
          key,
          typeof editor === 'string'
            ? word(editor, value, typeof named === 'string' ? named : rule.entity)
            : value,
        ]
      }),
    )
  }
}
