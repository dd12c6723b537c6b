import { type Locale, type LocalizedText, say } from '@mortise/errors'
import { language } from '@mortise/expressions'
import type { Kit } from '@mortise/kit'
import { type DocumentKind, type FieldDocument, kindNames, type Model } from '@mortise/schema'
import type { Translate } from '@mortise/ui'
import type { DesignProblem } from '../workbench/api.ts'
import type { Documents } from '../workbench/documents.ts'
import { documentId } from '../workbench/documents.ts'
import { type PlaceWord, placeWord } from './place-messages.ts'

/** What is needed to say where something is. */
export type PlaceContext = {
  readonly kit: Kit
  readonly model: Model
  readonly documents: Documents
  readonly locale: Locale
  readonly t: Translate<PlaceWord>
}

type Part = { readonly [key: string]: unknown }

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null

/** Extension types whose settings stand in documents, each with labels for people. */
const lists = ({ kit }: PlaceContext) =>
  [kit.actions, kit.nodes, kit.fields, kit.blocks, kit.mailBlocks, kit.charts, kit.assignees] as readonly {
    readonly find: (
      type: string,
    ) => { readonly label: LocalizedText; readonly settings?: readonly FieldDocument[] } | undefined
  }[]

/** What a document is called: `表单「线索 · 标准表单」`. A name is not enough where each entity has such a document. */
export function documentWords(
  { documents, model, locale, t }: PlaceContext,
  kind: DocumentKind,
  key: string,
): string {
  const json = documents.get(documentId(kind, key))?.json as
    | { readonly label?: LocalizedText; readonly entity?: string }
    | undefined
  const name = say(json?.label, locale) || key
  const entity = key.includes('.') ? say(model.entity(json?.entity ?? '')?.document.label, locale) : ''
  return t('document', {
    kind: kindNames[kind][locale].replace(/^[a-z]/, (first) => first.toUpperCase()),
    name: entity === '' ? name : `${entity} · ${name}`,
  })
}

/** Name of an element of a list: its own, that of the field it shows, or that of its type with its number. */
function elementWords(context: PlaceContext, element: unknown, entity: string, at: number): string {
  const { locale, model, t } = context
  const number = t('nth', { n: at + 1 })
  if (!isPart(element)) return number
  const own = say((element['label'] ?? element['name']) as LocalizedText | undefined, locale)
  if (own !== '') return own
  const field = model.entity(entity)?.field(String(element['field'] ?? ''))
  if (field !== undefined) return say(field.document.label, locale) || field.key
  const type = lists(context)
    .map((list) => list.find(String(element['type'] ?? '')))
    .find((found) => found !== undefined)
  return type === undefined ? number : `${number} ${say(type.label, locale)}`
}

/** Name of a property: that of the setting of the type around it, else a word of ours; undefined if nobody named it. */
function propertyWords(context: PlaceContext, around: readonly unknown[], key: string): string | undefined {
  const { locale, t } = context
  for (const part of around.toReversed()) {
    const type = isPart(part) ? part['type'] : undefined
    if (typeof type !== 'string') continue
    const settings = lists(context).flatMap((list) => list.find(type)?.settings ?? [])
    const found = settings.find((one) => one.key === key)
    if (found !== undefined) return say(found.label, locale)
  }
  const word = placeWord(key)
  return word === undefined ? undefined : t(word)
}

/** Whether JSON is an operator's call, with the operator under this name. */
const isCall = (part: unknown, name: string): boolean =>
  isPart(part) && language.operators.has(name) && Object.keys(part).length === 1

const naming = ['key', 'value', 'field', 'entity', 'id'] as const

/** Where a merge found something changed, whose paths name elements and do not count them: the parts as people know them. */
export function mergePlaceWords(
  context: PlaceContext,
  {
    kind,
    key,
    names,
  }: { readonly kind: DocumentKind; readonly key: string; readonly names: readonly string[] },
): string {
  const json = context.documents.get(documentId(kind, key))?.json as unknown
  const entity = kind === 'entity' ? key : isPart(json) ? String(json['entity'] ?? '') : ''
  const said = [documentWords(context, kind, key)]
  const around: unknown[] = [json]
  for (const name of names) {
    const parent = around.at(-1)
    const list: readonly unknown[] = Array.isArray(parent) ? parent : []
    const at = list.findIndex((one) => isPart(one) && naming.some((property) => one[property] === name))
    const words = Array.isArray(parent)
      ? at < 0
        ? name
        : elementWords(context, list[at], entity, at)
      : (propertyWords(context, around, name) ?? name)
    if (words !== said.at(-1)) said.push(words)
    around.push(at >= 0 ? list[at] : isPart(parent) ? parent[name] : undefined)
  }
  return said.join(' › ')
}

/**
 * Where a problem is and what it is, without the names documents are written in: the parts of its JSON pointer as people
 * know them, and its message with the name of the property in the place of its key.
 */
export function problemWords(
  context: PlaceContext,
  problem: Pick<DesignProblem, 'kind' | 'key' | 'path' | 'message' | 'file'>,
): { readonly message: string; readonly place: string } {
  const { kind, key, path, file } = problem
  const message = say(problem.message, context.locale)
  if (kind === undefined || key === undefined) return { message, place: file ?? '' }
  const json = context.documents.get(documentId(kind, key))?.json as unknown
  const entity = kind === 'entity' ? key : isPart(json) ? String(json['entity'] ?? '') : ''
  const segments = path.split('/').slice(1)
  const said: string[] = []
  const around: unknown[] = [json]
  let last: string | undefined
  for (const segment of segments) {
    const parent = around.at(-1)
    if (isCall(parent, segment)) {
      // The inside of an expression has no names for people: the setting that holds it is the place.
      last = undefined
      break
    }
    last = Array.isArray(parent)
      ? elementWords(context, parent[Number(segment)], entity, Number(segment))
      : propertyWords(context, around, segment)
    if (last !== undefined && last !== said.at(-1)) said.push(last)
    around.push(isPart(parent) ? parent[segment] : undefined)
  }
  const end = segments.at(-1) ?? ''
  const words =
    last === undefined || end === ''
      ? message
      : message.replaceAll(`“${end}”`, `“${last}”`).replace(new RegExp(`^${end}(?= )`), `"${last}"`)
  // What the message names already need not stand below it once more.
  const trail = words === message ? said : said.slice(0, -1)
  return { message: words, place: [documentWords(context, kind, key), ...trail].join(' › ') }
}
