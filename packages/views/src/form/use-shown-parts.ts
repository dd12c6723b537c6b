import { nodeKey } from '@mortise/forms'
import { useFormPart, useFormStore } from './form-store.ts'

/** Which parts of a container (tabs, steps) show now, one letter each: redrawn only when that changes. */
export function useShownParts(
  parts: readonly { readonly id?: string }[],
  placeOf: (at: number) => string,
): readonly boolean[] {
  const store = useFormStore()
  const shown = useFormPart(store, ({ layout }) =>
    parts.map((part, at) => (layout[nodeKey(part, placeOf(at))] === false ? '0' : '1')).join(''),
  )
  return parts.map((_, at) => shown[at] === '1')
}
