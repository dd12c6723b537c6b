import type { PageDefinition, PageSection } from './types.ts'

/** Sections of pages, in order. */
export function sectionsOf(pages: PageDefinition): readonly PageSection[] {
  return [pages, ...(pages.further ?? [])]
}

/** Pages with other sections in the place of theirs, as many as there were. */
export function withSections(pages: PageDefinition, sections: readonly PageSection[]): PageDefinition {
  const [first = pages, ...further] = sections
  return { ...pages, ...first, ...(further.length === 0 ? {} : { further }) }
}

/**
 * Several documents as one, to be printed in one go: each keeps its paper, and its pages are numbered from 1. Undefined for
 * none. Title, name and date are those of the first.
 */
export function joinedPages(documents: readonly PageDefinition[]): PageDefinition | undefined {
  const [first, ...others] = documents
  if (first === undefined) return undefined
  const behind = others.flatMap((document): PageSection[] => {
    const { title: _, createdAt: __, fileName: ___, defaultStyle: ____, further = [], ...begin } = document
    return [{ ...begin, begins: true }, ...further]
  })
  return { ...first, further: [...(first.further ?? []), ...behind] }
}
