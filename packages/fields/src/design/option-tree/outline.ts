import { say, type LocalizedText } from '@mortise/errors'
import type { TreeOption } from '../../cascade/tree.ts'

/** A tree as lines, two blanks for each level: what people can type, paste and move about. */
export function outlineOf(tree: readonly TreeOption[], locale: 'zh' | 'en', level: number = 0): string {
  return tree
    .flatMap((option) => [
      `${'  '.repeat(level)}${say(option.label, locale)}`,
      ...(option.children?.length ? [outlineOf(option.children, locale, level + 1)] : []),
    ])
    .join('\n')
}

type Line = { readonly words: string; readonly below: Line[] }

function linesOf(outline: string): readonly Line[] {
  const top: Line[] = []
  const open: { readonly depth: number; readonly below: Line[] }[] = [{ depth: -1, below: top }]
  for (const raw of outline.split(/\r?\n/u)) {
    const words = raw.trim()
    if (words === '') continue
    const depth = raw.replaceAll('\t', '  ').search(/\S/u)
    while (open.length > 1 && depth <= (open.at(-1)?.depth ?? -1)) open.pop()
    const line: Line = { words, below: [] }
    open.at(-1)?.below.push(line)
    open.push({ depth, below: line.below })
  }
  return top
}

/**
 * The tree of an outline. An option keeps its value as long as its name or its place among its siblings stays, so that
 * records keep their meaning when something is renamed or moved up and down.
 */
export function treeFromOutline(
  outline: string,
  old: readonly TreeOption[],
  locale: 'zh' | 'en',
): readonly TreeOption[] {
  return build(linesOf(outline), old, locale)
}

function build(
  lines: readonly Line[],
  old: readonly TreeOption[],
  locale: 'zh' | 'en',
): readonly TreeOption[] {
  const named = (words: string): TreeOption | undefined => old.find((one) => say(one.label, locale) === words)
  const kept = new Set(lines.flatMap((line) => named(line.words) ?? []))
  const taken = new Set(old.map(({ value }) => value))
  const used = new Set<string>()
  return lines.map((line, index) => {
    const same = named(line.words)
    const place = lines.length === old.length ? old[index] : undefined
    const before = same ?? (place !== undefined && !kept.has(place) ? place : undefined)
    const value = before !== undefined && !used.has(before.value) ? before.value : fresh(taken)
    used.add(value)
    taken.add(value)
    const children = build(line.below, before?.children ?? [], locale)
    return {
      value,
      label: relabelled(before?.label, locale, line.words),
      ...(children.length === 0 ? {} : { children }),
    }
  })
}

function relabelled(label: LocalizedText | undefined, locale: 'zh' | 'en', words: string): LocalizedText {
  return label === undefined || typeof label === 'string' ? words : { ...label, [locale]: words }
}

function fresh(taken: ReadonlySet<string>): string {
  for (let at = taken.size + 1; ; at++) if (!taken.has(`option_${at}`)) return `option_${at}`
}
