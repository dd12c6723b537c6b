import { type Locale, say } from '@mortise/errors'
import type { RichNode } from '@mortise/fields'
import { type EntityDocument, fillParts } from '@mortise/schema'

/** Formatted words as a designer reads them: places of fields by the fields' names, others as they are written. */
export function namedPlaces(
  nodes: readonly RichNode[],
  entity: EntityDocument,
  locale: Locale,
): readonly RichNode[] {
  const named = (raw: string, source: string): string => {
    const field = entity.fields.find(({ key }) => key === source)
    const name = field === undefined ? '' : say(field.label, locale)
    return name === '' ? raw : `【${name}】`
  }
  return nodes.map((node) =>
    typeof node === 'string'
      ? fillParts(node)
          .map((part) => ('text' in part ? part.text : named(part.raw, part.source)))
          .join('')
      : { ...node, children: namedPlaces(node.children, entity, locale) },
  )
}
