import { flushSync } from 'react-dom'
import { controlId } from './control-id.ts'
import type { FormStore } from './form-store.ts'
import { rowAt } from './row-index.ts'
import { trailTo } from './trail.ts'

const reachable = 'input:not([type="hidden"]):not([hidden]),textarea,select,button,[tabindex],a[href]'

/** Puts the cursor into what stands at an element: itself if it takes it, else the first thing inside that does. */
export function enter(element: HTMLElement): void {
  element.scrollIntoView?.({ block: 'center', inline: 'nearest' })
  element.focus()
  if (document.activeElement === element) return
  const inner = element.querySelector<HTMLElement>(reachable)
  inner?.focus()
  if (inner !== null && document.activeElement === inner) return
  element.tabIndex = -1
  element.focus()
}

/** Parts of the screen may come a moment later; a field is looked for during half a second. */
function whenThere(id: string, tries = 30): void {
  const element = document.getElementById(id)
  if (element !== null) return enter(element)
  if (tries > 0) requestAnimationFrame(() => whenThere(id, tries - 1))
}

/**
 * Brings a field into view and puts the cursor in it: opens the tab, the step and the section it stands in, and brings
 * its row to the screen. `path` is a place, rows by key or number.
 */
export function focusField(store: FormStore, path: string): void {
  const [first = '', name, field] = path.split('/')
  const row = name === undefined ? undefined : rowAt(store.state.tables[first] ?? [], name)
  flushSync(() => {
    for (const { container, part } of trailTo(store.program.form, first) ?? [])
      store.screen.show(container, part)
  })
  if (row === undefined || field === undefined) return whenThere(controlId(store, first))
  flushSync(() => store.screen.want({ table: first, row: row.key, field }))
  whenThere(controlId(store, `${first}/${row.key}/${field}`))
}
