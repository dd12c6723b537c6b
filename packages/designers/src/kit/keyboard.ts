import { type KeyboardEvent, useEffect } from 'react'

/** What a designer does on which key; names are as `keyName` gives them. */
export type KeyMap = { readonly [key: string]: (() => void) | undefined }

/** A pressed key as a name: `Delete`, `Space`, `Ctrl+Shift+Z`, `Alt+ArrowUp`; Cmd counts as Ctrl. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key
  const parts = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey ? 'Shift' : '',
    key,
  ]
  return parts.filter(Boolean).join('+')
}

const writing = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="textbox"]'

/** Whether a key belongs to a box being written in, so that designers leave it alone. */
export function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(writing) !== null
}

/** Runs what the map says for a key pressed on an element of the canvas; true when it was taken. */
export function handleKey(map: KeyMap, event: KeyboardEvent): boolean {
  if (isWriting(event.target)) return false
  const run = map[keyName(event)]
  if (run === undefined) return false
  event.preventDefault()
  event.stopPropagation()
  run()
  return true
}

/** Keys that work anywhere on the page, such as undo and redo; boxes being written in keep their own. */
export function useGlobalKeys(map: KeyMap): void {
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent): void => {
      if (isWriting(event.target)) return
      const run = map[keyName(event)]
      if (run === undefined) return
      event.preventDefault()
      run()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  })
}
