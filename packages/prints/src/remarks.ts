import type { PrintBlockDocument, PrintDocument } from '@mortise/schema'

/**
 * What a print leaves short, by the place in its template: letters that print as boxes, since the fonts do not have them, or
 * the name of a picture that there is none of.
 */
export type PrintRemark = { readonly at: string } & (
  | { readonly letters: readonly string[] }
  | { readonly picture: string }
)

/** Collects remarks, each place with its letters together and each picture once. */
export type Remarks = {
  readonly letters: (at: string, letters: readonly string[]) => void
  readonly picture: (at: string, name: string) => void
  readonly all: () => readonly PrintRemark[]
}

/** A new collection. */
export function remarkable(): Remarks {
  const letters = new Map<string, Set<string>>()
  const pictures = new Map<string, string>()
  return {
    letters: (at, more) => letters.set(at, new Set([...(letters.get(at) ?? []), ...more])),
    picture: (at, name) => pictures.set(at, name),
    all: () => [
      ...[...letters].map(([at, own]) => ({ at, letters: [...own] })),
      ...[...pictures].map(([at, picture]) => ({ at, picture })),
    ],
  }
}

/** The block at a JSON pointer of a template. */
export function blockOf(template: PrintDocument, at: string): PrintBlockDocument | undefined {
  const found = at
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (node, key) =>
        typeof node === 'object' && node !== null ? (node as { [key: string]: unknown })[key] : undefined,
      template,
    )
  const { type } = (found ?? {}) as { readonly type?: unknown }
  return typeof type === 'string' ? (found as PrintBlockDocument) : undefined
}
