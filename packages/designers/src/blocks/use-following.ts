import { useEffect, useRef } from 'react'
import type { BlockEditor } from './use-block-editor.ts'

/**
 * Moves a block by keys: where it goes, the focus goes along, and it stays in the hand where it was. `selector` finds the
 * element of a block by its `data-at`.
 */
export function useFollowing(
  editor: BlockEditor,
  lift: (change: (now: string | undefined) => string | undefined) => void,
  selector: string,
): BlockEditor['step'] {
  const following = useRef(false)
  const [at] = editor.selected
  useEffect(() => {
    if (!following.current || at === undefined) return
    following.current = false
    lift((now) => (now === undefined ? undefined : at))
    document.querySelector<HTMLElement>(`${selector}[data-at="${at}"]`)?.focus()
  }, [at, lift, selector])
  return (...step) => {
    following.current = true
    editor.step(...step)
  }
}
