import { say } from '@mortise/errors'
import { type ReactNode, useMemo } from 'react'
import { LazyPathPicker } from '../react/lazy-path-picker.tsx'
import type { PathChoice } from '../react/path-picker.tsx'
import type { InputProps } from '../react/types.ts'
import { treeOf, type TreeOption } from './tree.ts'

function choicesOf(tree: readonly TreeOption[], locale: 'zh' | 'en'): PathChoice[] {
  return tree.map(({ value, label, children }) => ({
    value,
    label: say(label, locale),
    ...(children?.length ? { children: choicesOf(children, locale) } : {}),
  }))
}

/** An option of a tree, level by level. */
export function CascadeInput(props: InputProps): ReactNode {
  const { field, ctx } = props
  const choices = useMemo(() => choicesOf(treeOf(field), ctx.locale), [field, ctx.locale])
  return <LazyPathPicker {...props} choices={choices} partial={field.settings?.['partial'] === true} />
}
