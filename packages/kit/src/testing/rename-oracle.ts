import {
  type AppDocuments,
  documentEntries,
  type Model,
  optionKin,
  partUsages,
  renameElement,
  renamePart,
  type Renaming,
  type SchemaKind,
  usagesOf,
} from '@mortise/schema'
import { builtinKit, inspectionOf } from '../index.ts'
import { type Element, inspect } from './example.ts'

/** A text of a document (a value or a name of a property) before and after a renaming. */
type Spot = {
  readonly file: string
  /** Where it stands, by the names before and by those after. */
  readonly before: readonly (string | number)[]
  readonly after: readonly (string | number)[]
  readonly isKey: boolean
  readonly was: string
  readonly is: string
}

type Walk = Pick<Spot, 'file' | 'before' | 'after'>

/** All texts of two documents of one shape, side by side. */
function spotsOf(was: unknown, is: unknown, walk: Walk): readonly Spot[] {
  if (typeof was === 'string') return [{ ...walk, isKey: false, was, is: String(is) }]
  if (typeof was !== 'object' || was === null) return []
  const [old, now] = [Object.entries(was), Object.entries(is as object)]
  return old.flatMap(([name, value], index): readonly Spot[] => {
    const [renamed, other] = now[index] ?? ['', undefined]
    const part = (key: string): string | number => (Array.isArray(was) ? Number(key) : key)
    const inside = {
      file: walk.file,
      before: [...walk.before, part(name)],
      after: [...walk.after, part(renamed)],
    }
    const key: readonly Spot[] = Array.isArray(was)
      ? []
      : [{ ...inside, isKey: true, was: name, is: renamed }]
    return [...key, ...spotsOf(value, other, inside)]
  })
}

/** Properties whose texts are read by people or by nobody. */
const prose: ReadonlySet<string> = new Set([
  'label',
  'plural',
  'description',
  'id',
  '$schema',
  'icon',
  'help',
  'placeholder',
  'message',
  'note',
  'zh',
  'en',
  'company',
])

/** Names that a document gives to parts of itself: keys, options, and what a conversion calls its records. */
function isOwnName({ isKey, before, was }: Spot): boolean {
  // Attributes of options have names of their own.
  if (before.includes('options')) return true
  const last = before.at(-1)
  // Pictures of a print have names of their own, too.
  return !isKey && (last === 'key' || last === 'ref' || last === 'asset' || was.startsWith('$ref:'))
}

/** Documents as they are designed; rows, people and scenarios are another matter. */
function designed(app: AppDocuments): ReadonlyMap<string, object> {
  const entries = documentEntries(app).filter(
    ({ kind }) => kind !== 'data' && kind !== 'people' && kind !== 'scenario',
  )
  return new Map(entries.map(({ document }) => [String((document as { id?: string }).id), document]))
}

function named(text: string, key: string): boolean {
  const plain = key.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)
  return new RegExp(
    `(?<![a-z0-9_])${plain}(?![a-z0-9_:])|(?<![a-z0-9])${plain}_by_|_by_${plain}(?![a-z0-9_])`,
  ).test(text)
}

function replaced(
  root: unknown,
  parts: readonly (string | number)[],
  put: (inner: unknown) => unknown,
): unknown {
  const [part, ...rest] = parts
  if (part === undefined) return put(root)
  if (Array.isArray(root))
    return root.map((one: unknown, index) => (index === part ? replaced(one, rest, put) : one))
  return Object.fromEntries(
    Object.entries(root as object).map(([key, inner]) => [
      key,
      key === part ? replaced(inner, rest, put) : inner,
    ]),
  )
}

function withText(document: object, spot: Spot, text: string): object {
  if (!spot.isKey) return replaced(document, spot.after, () => text) as object
  return replaced(document, spot.after.slice(0, -1), (parent) =>
    Object.fromEntries(
      Object.entries(parent as object).map(([key, inner]) => [key === spot.after.at(-1) ? text : key, inner]),
    ),
  ) as object
}

function withDocument(app: AppDocuments, id: string, document: object): AppDocuments {
  const entries = Object.entries(app).map(([kind, value]): readonly [string, unknown] => {
    if (kind === 'app') return [kind, app.app.id === id ? document : value]
    if (!Array.isArray(value)) return [kind, value]
    return [kind, value.map((one: { id?: string }) => (one.id === id ? document : one))]
  })
  return Object.fromEntries(entries) as AppDocuments
}

const token = 'zqx'

/** What the oracle found about one renaming. */
export type Verdict = {
  /** The checker still complains: a reference was missed. */
  readonly left: readonly string[]
  /** A rewritten place that the checker is as content with under the old name: it was no reference. */
  readonly needless: readonly string[]
  /** A place with the old name that the checker is as content with under the new one. */
  readonly unsure: readonly string[]
  /** Places that "used by" tells and the renaming left, or the other way round. */
  readonly untold: readonly string[]
  readonly checks: number
}

const placeOf = (spot: Spot): string => `${spot.file}:/${spot.before.join('/')}${spot.isKey ? ' (name)' : ''}`

/**
 * Holds a renaming against the checker, place by place. With everything renamed the checker must be content; putting
 * the old name back at any one rewritten place must make it complain, and so must the new name at any place that kept
 * the old one. The checker knows nothing of renamings, so that each direction is told by somebody else.
 */
export function judgeRename(app: AppDocuments, element: Element, model: Model): Verdict {
  const [after] = renamed(app, element, model)
  if (after === undefined) throw new Error('no app')
  const left = inspect(after).problems.map((one) => `${one.file ?? ''}:${one.path} ${one.message.en}`)
  const old =
    element.name ?? element.option ?? element.field ?? element.key.slice(element.key.indexOf('.') + 1)
  const [before, now] = [designed(app), designed(after)]
  const spots = [...before].flatMap(([id, document]) =>
    spotsOf(document, now.get(id), { file: id, before: [], after: [] }),
  )
  const definition = (spot: Spot): boolean => isDefinition(spot, element, before)
  const changed = spots.filter((spot) => spot.was !== spot.is && !definition(spot))
  const kept = spots.filter(
    (spot) =>
      spot.was === spot.is &&
      holds(spot, element, { old, before }) &&
      !isOwnName(spot) &&
      !spot.before.some((part) => prose.has(String(part))),
  )
  const complains = (spot: Spot, text: string): boolean => {
    const document = now.get(spot.file)
    if (document === undefined) return false
    const changedDocument = withText(document, spot, text)
    const kind = /([a-z]+)\.json$/.exec((document as { $schema?: string }).$schema ?? '')?.[1] as SchemaKind
    const shape = inspectionOf(builtinKit).validator.validateDocument(kind, changedDocument, '')
    return shape.length > 0 || inspect(withDocument(after, spot.file, changedDocument)).problems.length > 0
  }
  const usages = usagesFor(element, model)
  return {
    left,
    needless: changed.filter((spot) => !complains(spot, spot.was)).map(placeOf),
    unsure: kept.filter((spot) => !complains(spot, spot.was.replaceAll(old, token))).map(placeOf),
    untold:
      element.kind === 'entity' && element.field === undefined
        ? []
        : untold(changed, usages, { before, now }),
    checks: changed.length + kept.length + 1,
  }
}

function renamed(app: AppDocuments, element: Element, model: Model): readonly AppDocuments[] {
  const { checks } = inspectionOf(builtinKit)
  const { kind, key, part, name } = element
  if (part !== undefined && name !== undefined)
    return renamePart([app], { kind, key, part, name, to: token }, { model, checks })
  const renaming: Renaming = { ...element, to: token }
  return renameElement([app], renaming, { model, checks })
}

/** Whether a text may name the element: a part is named in its own document only, as a whole text. */
function holds(
  spot: Spot,
  element: Element,
  given: { readonly old: string; readonly before: ReadonlyMap<string, object> },
): boolean {
  if (element.part !== undefined)
    // What a text is looked through for is a text.
    return (
      spot.was === given.old &&
      !spot.before.includes('contains') &&
      isDocument(given.before.get(spot.file), element)
    )
  return element.option === undefined ? named(spot.was, given.old) : holdsOption(spot, given.old)
}

function isDocument(document: object | undefined, { kind, key }: Element): boolean {
  const one = (document ?? {}) as { key?: string; entity?: string; $schema?: string }
  const stored = kind === 'form' || kind === 'view' ? `${one.entity ?? ''}.${one.key ?? ''}` : one.key
  return stored === key && (one.$schema ?? '').endsWith(`/${kind}.json`)
}

/** An option is a whole text, or stands in quotes in a filled one. What a task of a flow comes to has names of its own. */
function holdsOption({ was, isKey, before }: Spot, option: string): boolean {
  return (
    !isKey &&
    before.at(-1) !== 'outcome' &&
    (was === option || (was.includes('{{') && was.includes(`"${option}"`)))
  )
}

/** Uses of an option are those of all fields it is copied to or from. */
function usagesFor({ option, ...element }: Element, model: Model): ReturnType<typeof usagesOf> {
  const { checks } = inspectionOf(builtinKit)
  const { kind, key, field, part, name } = element
  if (part !== undefined && name !== undefined)
    return partUsages({ kind, key, part, name }, { model, checks }).map((path) => ({
      kind,
      key,
      path,
      file: '',
    }))
  if (option === undefined || field === undefined) return usagesOf(model, element, checks)
  return optionKin(model, checks, { entity: key, field, option }).flatMap((one) =>
    usagesOf(model, { kind: 'entity', key: one.entity, field: one.field, option }, checks),
  )
}

function isDefinition(spot: Spot, element: Element, before: ReadonlyMap<string, object>): boolean {
  const document = before.get(spot.file) as
    | { key: string; entity?: string; fields?: readonly { key: string }[] }
    | undefined
  if (spot.before.length === 1 && spot.before[0] === 'key') return element.field === undefined
  const [list, index, name] = spot.before
  if (element.part !== undefined)
    return !spot.isKey && (spot.before.at(-1) === 'id' || spot.before.at(-1) === 'key')
  if (element.option !== undefined)
    return list === 'fields' && spot.before[3] === 'options' && spot.before.at(-1) === 'value'
  return (
    element.field !== undefined &&
    list === 'fields' &&
    name === 'key' &&
    spot.before.length === 3 &&
    !spot.isKey &&
    document?.key === element.key &&
    document.fields?.[Number(index)]?.key === element.field
  )
}

function untold(
  changed: readonly Spot[],
  usages: readonly { readonly kind: string; readonly key: string; readonly path: string }[],
  documents: { readonly before: ReadonlyMap<string, object>; readonly now: ReadonlyMap<string, object> },
): readonly string[] {
  const { before, now } = documents
  const idOf = (usage: { readonly kind: string; readonly key: string }): string =>
    [...before].find(([, document]) => {
      const one = document as { key: string; entity?: string; $schema?: string }
      const stored =
        usage.kind === 'form' || usage.kind === 'view' ? `${one.entity ?? ''}.${one.key}` : one.key
      return stored === usage.key && (one.$schema ?? '').endsWith(`/${usage.kind}.json`)
    })?.[0] ?? '?'
  const told = usages.map((usage) => `${idOf(usage)}:${usage.path}`)
  const rewritten = changed.map((spot) => `${spot.file}:/${spot.before.join('/')}`)
  // A default that nobody had written down is written out by the renaming.
  const writtenOut = (place: string): boolean => {
    const [id = '', path = ''] = place.split(':')
    const parts = path.split('/').slice(1)
    return valueAt(before.get(id), parts) === undefined && valueAt(now.get(id), parts) !== undefined
  }
  const covers = (outer: string, inner: string): boolean => inner === outer || inner.startsWith(`${outer}/`)
  return [
    ...rewritten.filter((place) => !told.some((one) => covers(one, place))).map((one) => `untold ${one}`),
    ...told
      .filter((one) => !writtenOut(one) && !rewritten.some((place) => covers(one, place)))
      .map((one) => `unwritten ${one}`),
  ]
}

function valueAt(root: unknown, parts: readonly string[]): unknown {
  return parts.reduce<unknown>((at, part) => (at as { [part: string]: unknown } | undefined)?.[part], root)
}
