import type { PageSection } from './types.ts'

/** Pictures by their `data:` URIs, each with the name it goes by in a document. */
export type ImageNames = Map<string, string>

function named<T>(node: T, names: ImageNames): T {
  if (Array.isArray(node)) return node.map((one: unknown) => named(one, names)) as T
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (key !== 'image' || typeof value !== 'string' || !value.startsWith('data:'))
        return [key, named<unknown>(value, names)]
      const name = names.get(value) ?? `picture${names.size + 1}`
      names.set(value, name)
      return [key, name]
    }),
  ) as T
}

/**
 * A section whose pictures go by names: what stands in the header of each page, or in many rows, is in the file once. The names
 * follow the order of the content, so that the same pages are the same bytes.
 */
export function withSharedImages(section: PageSection, names: ImageNames): PageSection {
  const { header, footer, content, free, backdrop } = section
  return {
    ...section,
    header: named(header, names),
    footer: named(footer, names),
    content: named(content, names),
    ...(free === undefined ? {} : { free: named(free, names) }),
    ...(backdrop === undefined ? {} : { backdrop: named(backdrop, names) }),
  }
}
