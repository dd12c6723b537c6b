import type { Place } from './editor-types.ts'

const boxes =
  'input:not([type="hidden"]):not([disabled]), textarea, [role="combobox"], [role="switch"], button'

/** Where the focus goes for each place that is on the screen anyway. */
const places: { readonly [K in Place]?: () => HTMLElement | null } = {
  outline: () =>
    document.querySelector('.d-outline [role="treeitem"][tabindex="0"], .d-outline [role="treeitem"]'),
  palette: () => document.querySelector('.d-palette-search input'),
  panel: () =>
    document.querySelector(`.d-panel-form :is(${boxes})`) ?? document.querySelector('.d-panel button'),
  name: () => document.querySelector('.d-panel-form :is(input, textarea)'),
}

/** Puts the focus into a part of the designer, once it is drawn. */
export function focusPlace(place: Place): void {
  requestAnimationFrame(() => {
    const found = places[place]?.()
    found?.focus()
    if (place === 'name' && found instanceof HTMLInputElement) found.select()
  })
}

/** Brings the focus back from a side to what is selected on the canvas. */
export function focusSelected(): void {
  document.querySelector<HTMLElement>('.d-canvas [data-main="true"], .d-canvas .d-paper')?.focus()
}
