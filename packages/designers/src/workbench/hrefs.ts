import type { DocumentKind } from '@mortise/schema'

/** Address of the designer of a document. */
export function designHref(kind: DocumentKind, key: string): string {
  return `/design/${kind}/${encodeURIComponent(key)}`
}

/** The screen of all rules, or of those of one entity. */
export function rulesHref(entity?: string): string {
  return entity === undefined ? '/design/rules' : `/design/rules?entity=${entity}`
}

/** A design address taken apart: kind and stored name; undefined for the overview. */
export function readDesignPath(path: string): { readonly kind: string; readonly key: string } | undefined {
  const [, kind, key] = /^\/?(?:design\/)?([a-z]+)\/([^/?#]+)/.exec(path) ?? []
  return kind === undefined || key === undefined ? undefined : { kind, key: decodeURIComponent(key) }
}
