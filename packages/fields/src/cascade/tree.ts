import { say, type LocalizedText } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { plain } from '../shared/results.ts'

/** One option of a tree with the options below it. */
export type TreeOption = {
  readonly value: string
  readonly label: LocalizedText
  readonly children?: readonly TreeOption[]
}

/** Most options of one tree, on all levels together, and most levels. */
export const treeLimits: { readonly options: number; readonly levels: number } = { options: 5000, levels: 8 }

/** Whether a JSON value is a tree of options: values differ among siblings and hold no stroke, which parts paths. */
export function isTree(value: Json | undefined, level: number = 1): value is never {
  if (!Array.isArray(value) || level > treeLimits.levels) return false
  const seen = new Set<string>()
  return (value as readonly Json[]).every((one) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return false
    const { value: key, label, children } = one as { readonly [part: string]: Json }
    if (typeof key !== 'string' || key === '' || key.includes('/') || seen.has(key)) return false
    if (key !== key.trim() || key.length > 100 || !key.isWellFormed() || key.includes('\0')) return false
    seen.add(key)
    if (typeof label !== 'string' && (typeof label !== 'object' || label === null)) return false
    return children === undefined || isTree(children, level + 1)
  })
}

/** The tree of a field; empty where the setting is missing or foolish. */
export function treeOf(field: FieldDocument): readonly TreeOption[] {
  const tree = field.settings?.['tree']
  return isTree(tree) ? (tree as unknown as readonly TreeOption[]) : []
}

/** A way through a tree: the options from the first level down. */
export type TreePath = readonly TreeOption[]

type Index = {
  readonly byPath: ReadonlyMap<string, TreePath>
  /** By folded name; null where several options have it. */
  readonly byName: ReadonlyMap<string, TreePath | null>
  /** By folded names of all levels, joined. */
  readonly byNames: ReadonlyMap<string, TreePath>
}

const fold = (words: string): string => plain(words).toLowerCase()
const indexes = new WeakMap<readonly TreeOption[], Index>()

function indexOf(tree: readonly TreeOption[]): Index {
  const known = indexes.get(tree)
  if (known !== undefined) return known
  const byPath = new Map<string, TreePath>()
  const byName = new Map<string, TreePath | null>()
  const byNames = new Map<string, TreePath>()
  const add = (options: readonly TreeOption[], above: TreePath): void => {
    for (const option of options) {
      const path = [...above, option]
      byPath.set(pathValue(path), path)
      const names = new Set([option.value, say(option.label, 'zh'), say(option.label, 'en')].map(fold))
      for (const name of names) byName.set(name, byName.has(name) ? null : path)
      for (const locale of ['zh', 'en'] as const) {
        const key = path.map((one) => fold(say(one.label, locale))).join('/')
        if (!byNames.has(key)) byNames.set(key, path)
      }
      add(option.children ?? [], path)
    }
  }
  add(tree, [])
  const index = { byPath, byName, byNames }
  indexes.set(tree, index)
  return index
}

/** The canonical value of a path. */
export function pathValue(path: TreePath): string {
  return path.map(({ value }) => value).join('/')
}

/** The path of a canonical value. */
export function pathOfValue(field: FieldDocument, value: string): TreePath | undefined {
  return indexOf(treeOf(field)).byPath.get(value)
}

/** The path that a text means: by values, by names from the first level down, or by a name that only one option has. */
export function findPath(field: FieldDocument, words: string): TreePath | undefined {
  const index = indexOf(treeOf(field))
  const exact = index.byPath.get(words)
  if (exact !== undefined) return exact
  const names = words
    .split(/[/>＞|，,\n]+/u)
    .map(fold)
    .filter((name) => name !== '')
  return index.byNames.get(names.join('/')) ?? index.byName.get(fold(words)) ?? undefined
}

/** Every path of a field's tree, in its order. */
export function allPaths(field: FieldDocument): readonly TreePath[] {
  return [...indexOf(treeOf(field)).byPath.values()]
}
