import { type RefObject, useEffect } from 'react'

const open: RefObject<HTMLFormElement | null>[] = []

/** Ctrl+S and Ctrl+Enter save the form that was opened last, wherever the cursor is. */
export function useSaveKeys(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    open.push(form)
    const press = (event: KeyboardEvent): void => {
      const wanted = event.key.toLowerCase() === 's' || event.key === 'Enter'
      if (!wanted || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      if (open.at(-1) !== form) return
      event.preventDefault()
      if (!event.repeat) form.current?.requestSubmit()
    }
    addEventListener('keydown', press)
    return () => {
      open.splice(open.indexOf(form), 1)
      removeEventListener('keydown', press)
    }
  }, [form])
}
