import type { AppDocuments, EntityDocument } from '../../index.ts'

/** A small generator of numbers, the same for the same seed. */
export type Chance = (below: number) => number

/** Makes one of a seed. */
export function chanceOf(seed: number): Chance {
  let state = (seed ^ 0x9e3779b9) >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

type Option = { value: string; label: { zh: string; en: string }; color?: string }
type Field = {
  id: string
  key: string
  type: string
  label: { zh: string; en: string }
  required?: boolean
  default?: unknown
  settings: { options: Option[]; scale: number }
}
type Entity = {
  id: string
  key: string
  label: { zh: string; en: string }
  title: string
  search: string[]
  lockedWhen?: unknown
  fields: Field[]
}

/** What scripts work on: a part of an app with elements inside elements, lists of names, and expressions. */
export type Draft = { entity: Entity[] }

const words = ['alpha', 'beta', 'gamma', 'delta', 'omega']
const wordOf = (chance: Chance): string => words[chance(words.length)] ?? ''

function newField(id: string, key: string, chance: Chance): Field {
  return {
    id,
    key,
    type: 'text',
    label: { zh: wordOf(chance), en: wordOf(chance) },
    settings: {
      scale: chance(4),
      options: Array.from({ length: chance(4) }, (_, i) => ({
        value: `v${i}`,
        label: { zh: wordOf(chance), en: wordOf(chance) },
      })),
    },
  }
}

function newEntity(id: string, key: string, chance: Chance): Entity {
  return {
    id,
    key,
    label: { zh: wordOf(chance), en: wordOf(chance) },
    title: 'name',
    search: words.slice(0, chance(4)),
    fields: Array.from({ length: chance(5) }, (_, i) => newField(`${id}_f${i}`, `f${i}`, chance)),
  }
}

/** A random app to begin with. */
export function randomDraft(chance: Chance): Draft {
  return { entity: Array.from({ length: 1 + chance(4) }, (_, i) => newEntity(`e${i}`, `e${i}`, chance)) }
}

const pick = <T>(list: readonly T[], chance: Chance): T | undefined => list[chance(list.length)]

function swap<T>(list: T[], chance: Chance): void {
  if (list.length < 2) return
  const [a, b] = [chance(list.length), chance(list.length)]
  const [x, y] = [list[a] as T, list[b] as T]
  list[a] = y
  list[b] = x
}

const drop = <T>(list: T[], chance: Chance): void => void list.splice(chance(Math.max(1, list.length)), 1)

type Edit = (draft: Draft, chance: Chance, side: string) => void

/** Names that both sides may come upon; renames have names of their own. */
const shared = (chance: Chance): string => `x${chance(3)}`
const free = (list: readonly { readonly key: string }[], key: string): boolean =>
  !list.some((one) => one.key === key)

let count = 0
const fresh = (side: string): string => `${side}${(count += 1)}`

const edits: readonly Edit[] = [
  ({ entity }, chance, side) => {
    const key = shared(chance)
    if (free(entity, key)) entity.splice(chance(entity.length + 1), 0, newEntity(fresh(side), key, chance))
  },
  ({ entity }, chance) => drop(entity, chance),
  ({ entity }, chance, side) => {
    const one = pick(entity, chance)
    if (one) one.key = fresh(side)
  },
  ({ entity }, chance) => swap(entity, chance),
  ({ entity }, chance) => {
    const one = pick(entity, chance)
    if (one) one.label = { ...one.label, [chance(2) === 0 ? 'zh' : 'en']: wordOf(chance) }
  },
  ({ entity }, chance) => {
    const one = pick(entity, chance)
    if (one) one.lockedWhen = { '==': [{ var: wordOf(chance) }, chance(3)] }
  },
  ({ entity }, chance) => {
    const one = pick(entity, chance)
    const word = wordOf(chance)
    if (one)
      one.search = one.search.includes(word) ? one.search.filter((w) => w !== word) : [...one.search, word]
  },
  ({ entity }, chance, side) => {
    const fields = pick(entity, chance)?.fields
    const key = shared(chance)
    if (fields && free(fields, key))
      fields.splice(chance(fields.length + 1), 0, newField(fresh(side), key, chance))
  },
  ({ entity }, chance) => drop(pick(entity, chance)?.fields ?? [], chance),
  ({ entity }, chance, side) => {
    const one = pick(pick(entity, chance)?.fields ?? [], chance)
    if (one) one.key = fresh(side)
  },
  ({ entity }, chance) => swap(pick(entity, chance)?.fields ?? [], chance),
  ({ entity }, chance) => {
    const one = pick(pick(entity, chance)?.fields ?? [], chance)
    if (one) one.label = { ...one.label, [chance(2) === 0 ? 'zh' : 'en']: wordOf(chance) }
  },
  ({ entity }, chance) => {
    const one = pick(pick(entity, chance)?.fields ?? [], chance)
    if (one && one.required === true) delete one.required
    else if (one) one.required = true
  },
  ({ entity }, chance) => {
    const one = pick(pick(entity, chance)?.fields ?? [], chance)
    if (one) one.settings.scale = chance(9)
  },
  ({ entity }, chance) => {
    const options = pick(pick(entity, chance)?.fields ?? [], chance)?.settings.options
    const value = shared(chance)
    if (options && !options.some((one) => one.value === value))
      options.push({ value, label: { zh: wordOf(chance), en: wordOf(chance) } })
  },
  ({ entity }, chance) =>
    drop(pick(pick(entity, chance)?.fields ?? [], chance)?.settings.options ?? [], chance),
  ({ entity }, chance) => {
    const one = pick(pick(pick(entity, chance)?.fields ?? [], chance)?.settings.options ?? [], chance)
    if (one) one.color = wordOf(chance)
  },
]

/** A copy after a random script of one side. */
export function edited(draft: Draft, side: string, chance: Chance): Draft {
  const copy = JSON.parse(JSON.stringify(draft)) as Draft
  const length = chance(7)
  for (let i = 0; i < length; i += 1) pick(edits, chance)?.(copy, chance, side)
  return copy
}

/** The draft as an app. */
export function appOf(draft: Draft): AppDocuments {
  const kinds = 'form view page rule flow score assignment table calendar report dashboard print mail role'
  return {
    app: { id: 'a', key: 'a', label: 'a', version: '1.0.0' },
    ...Object.fromEntries(kinds.split(' ').map((kind) => [kind, []])),
    entity: draft.entity as readonly unknown[] as readonly EntityDocument[],
  } as unknown as AppDocuments
}
