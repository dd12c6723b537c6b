import { useEffect, useRef } from 'react'

/** What the shell does on which key. Two letters are pressed one after the other: `g h`. */
export type ShellKeys = { readonly [key: string]: () => void }

/** How long the second of two letters may take, in milliseconds. */
const patience = 900

const writing =
  'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="textbox"], [role="grid"], .ant-modal, .ant-drawer, .d-frame'

/** Hears single keys anywhere but where somebody writes, moves in a table, or designs. */
export function useShellKeys(keys: ShellKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    let first = ''
    let since = 0
    const hear = (event: KeyboardEvent): void => {
      const { target, ctrlKey, metaKey, altKey, timeStamp } = event
      if (ctrlKey || metaKey || altKey || event.defaultPrevented || event.isComposing) return
      if (target instanceof Element && target.closest(writing) !== null) return
      const key = event.key.toLowerCase()
      const both = timeStamp - since < patience ? `${first} ${key}` : ''
      first = key
      since = timeStamp
      const run = latest.current[both] ?? latest.current[key]
      if (run === undefined) return
      event.preventDefault()
      first = ''
      run()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
}
