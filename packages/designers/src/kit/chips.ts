import type { RichNode } from '@mortise/fields'
import { readRich, sanitise } from '@mortise/fields'
import { fillParts } from '@mortise/schema'

/* A field in a text is a chip where the text is written: it is put in and taken out whole, and says what people call it. */

/** What a place such as `customer.name` is called. */
export type NameOfPlace = (source: string) => string

/** A chip for a place. */
export function chipOf(source: string, label: string): HTMLElement {
  const made = document.createElement('span')
  made.className = 'd-chip'
  made.contentEditable = 'false'
  made.dataset['source'] = source
  made.textContent = label
  return made
}

/** A text with `{{…}}` places as nodes to be written in. */
export function chipNodes(text: string, nameOf: NameOfPlace): readonly Node[] {
  return fillParts(text).map((part) => {
    if ('text' in part) return document.createTextNode(part.text)
    const source = part.pattern === undefined ? part.source : `${part.source} | ${part.pattern}`
    return chipOf(source, nameOf(part.source))
  })
}

/** What stands in a box as a text with `{{…}}` places. */
export function textWithPlaces(node: Node): string {
  return [...node.childNodes]
    .map((child, index) => {
      if (child instanceof HTMLElement && child.dataset['source'] !== undefined)
        return `{{${child.dataset['source']}}}`
      if (child instanceof HTMLBRElement) return '\n'
      // Browsers make a division of each further line.
      if (child instanceof HTMLDivElement) return `${index === 0 ? '' : '\n'}${textWithPlaces(child)}`
      return child instanceof HTMLElement ? textWithPlaces(child) : (child.textContent ?? '')
    })
    .join('')
}

/** Rich text as nodes to be written in, made one by one: nothing of it is read as HTML by the browser. */
export function richChipNodes(html: string, nameOf: NameOfPlace): readonly Node[] {
  const made = (nodes: readonly RichNode[]): readonly Node[] =>
    nodes.flatMap((node): readonly Node[] => {
      if (typeof node === 'string') return chipNodes(node, nameOf)
      const element = document.createElement(node.tag)
      if (node.href !== undefined) element.setAttribute('href', node.href)
      element.append(...made(node.children))
      return [element]
    })
  return made(readRich(html))
}

/** What stands in a box as rich text with `{{…}}` places. */
export function richWithPlaces(box: HTMLElement): string {
  const copy = box.cloneNode(true) as HTMLElement
  for (const chip of copy.querySelectorAll<HTMLElement>('[data-source]'))
    chip.replaceWith(document.createTextNode(`{{${chip.dataset['source'] ?? ''}}}`))
  return sanitise(copy.innerHTML)
}
