import { useEffect, useState } from 'react'
import type { FormDraft } from './draft.ts'
import { nodeAt } from './tree.ts'

/** Which tabs and steps are open on the canvas. What is selected is always in an open one. */
export function useOpenParts(
  { form }: FormDraft,
  selected: string | undefined,
): { readonly at: (pointer: string) => number; readonly open: (pointer: string, at: number) => void } {
  const [opened, setOpened] = useState<{ readonly [node: string]: number }>({})
  const nameOf = (pointer: string): string => nodeAt(form, pointer)?.id ?? pointer
  const count = (pointer: string): number => {
    const node = nodeAt(form, pointer)
    return node === undefined
      ? 0
      : 'tabs' in node
        ? node.tabs.length
        : 'steps' in node
          ? node.steps.length
          : 0
  }
  useEffect(() => {
    if (selected === undefined) return
    const found = [...selected.matchAll(/\/(?:tabs|steps)\/(\d+)\/nodes\//g)].map((match) => [
      nameOf(selected.slice(0, match.index)),
      Number(match[1]),
    ])
    if (found.length > 0) setOpened((before) => ({ ...before, ...Object.fromEntries(found) }))
    // The place of what is selected says it all; the form only gives names to it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [selected])
  return {
    at: (pointer) => Math.min(opened[nameOf(pointer)] ?? 0, Math.max(0, count(pointer) - 1)),
    open: (pointer, at) => {
      const all = count(pointer)
      if (all > 0) setOpened((before) => ({ ...before, [nameOf(pointer)]: (at + all) % all }))
    },
  }
}
