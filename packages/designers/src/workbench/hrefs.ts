import type { DocumentKind } from '@mortise/schema'

/** Address of the designer of a document. */
export function designHref(kind: DocumentKind, key: string): string {
  return `/design/${kind}/${encodeURIComponent(key)}`
}

/** A design address taken apart: kind and stored name; undefined for the overview. */
export function readDesignPath(path: string): { readonly kind: string; readonly key: string } | undefined {
  const [, kind, key] = /^\/?(?:design\/)?([a-z]+)\/([^/?#]+)/.exec(path) ?? []
  return kind === undefined || key === undefined ? undefined : { kind, key: decodeURIComponent(key) }
}
