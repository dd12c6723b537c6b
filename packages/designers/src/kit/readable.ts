import { say } from '@mortise/errors'
import {
  type DocumentByKind,
  documentKinds,
  type DocumentKind,
  type FieldDocument,
  type Settings,
} from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { useWorkbench } from '../workbench/context.tsx'
import { readDuration } from './editors/duration.tsx'
import { messages } from './editors/messages.ts'
import { usePeopleNames } from './editors/people.tsx'
import { pathLabel, relationChoices } from './names.ts'

type Values = Settings
type Saying = (value: unknown, entity: string | undefined) => unknown

const textOf = (value: unknown, saying: (text: string) => unknown): unknown =>
  typeof value === 'string' ? saying(value) : value

/**
 * Puts the names people know in the place of keys, so that what an action or a block says of itself reads as a sentence.
 * Told by the editor of each setting; no action is known by name here. `home` is the entity the settings are about.
 */
export function useReadable(
  home: string | undefined,
): (values: Values, settings: readonly FieldDocument[]) => Values {
  const t = useT(messages)
  const locale = useLocale()
  const { model, space } = useWorkbench()
  const people = usePeopleNames(home, locale)
  const path = (entity: string | undefined, key: string): string =>
    pathLabel({ model, locale }, model.entity(entity ?? ''), key.replace(/^\$record\./, ''))
  const documentName = (kind: DocumentKind, key: string): string => {
    const found = space.get(kind, key) as DocumentByKind['rule'] | undefined
    return say(found?.label, locale) || key
  }
  const fieldPath: Saying = (value, entity) => textOf(value, (key) => path(entity, key))
  const named = (text: string): string =>
    text.replaceAll(/\{\{([^}|]*)[^}]*\}\}/g, (_, inner: string) => {
      const key = inner.trim()
      return `[${/^[\w$.]+$/.test(key) ? path(home, key) : key}]`
    })
  // A template is one text, or one for each language.
  const template: Saying = (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([language, text]) => [language, textOf(text, named)]))
      : textOf(value, named)
  const sayings: { readonly [editor: string]: Saying } = {
    people: (value) => (Array.isArray(value) ? value : [value]).map((one) => people(String(one))),
    values: (value, entity) =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [path(entity, key), inner]))
        : value,
    entity: (value) => textOf(value, (key) => say(model.entity(key)?.document.label, locale) || key),
    field: fieldPath,
    path: fieldPath,
    // The record at hand needs no name: the sentences of actions have a word for it.
    link_field: (value) => textOf(value, (key) => (key === '$record' ? undefined : path(home, key))),
    field_ref: (value) =>
      textOf(value, (key) => {
        const choices = relationChoices({ model, locale }, model.entity(home ?? ''))
        return choices.find((one) => one.value === key)?.label ?? path(home, key)
      }),
    template,
    longtext: template,
    duration: (value) =>
      textOf(value, (text) => {
        const read = readDuration(text)
        return read === undefined ? text : `${read.count} ${t(read.unit)}`
      }),
    ...Object.fromEntries(
      documentKinds
        .filter((kind) => kind !== 'entity')
        .map((kind): [string, Saying] => [kind, (value) => textOf(value, (key) => documentName(kind, key))]),
    ),
  }
  return (values, settings) => {
    const byKey = new Map(settings.map((one) => [one.key, one]))
    const said = Object.entries(values).map(([key, value]) => {
      const { type, settings: more = {} } = byKey.get(key) ?? {}
      const { editor = type, of } = more
      const named = typeof of === 'string' ? values[of] : undefined
      const saying = sayings[String(editor)]
      return [key, saying?.(value, typeof named === 'string' ? named : home) ?? (saying ? undefined : value)]
    })
    return Object.fromEntries(said.filter(([, value]) => value !== undefined)) as Values
  }
}
