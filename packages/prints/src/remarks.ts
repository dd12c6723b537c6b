import type { PrintBlockDocument, PrintDocument } from '@mortise/schema'
import type { PhotoFault } from './types.ts'

/**
 * What a print leaves short, by the place in its template: letters that print as boxes, since the fonts do not have them, the
 * name of a picture that there is none of, what a code was to say and does not carry, or a file that is no picture to print.
 */
export type PrintRemark = { readonly at: string } & (
  | { readonly letters: readonly string[] }
  | { readonly picture: string }
  | { readonly unfit: string }
  | { readonly file: string; readonly fault: PhotoFault }
)

/** Collects remarks, each place with its letters together and each picture once. */
export type Remarks = {
  readonly letters: (at: string, letters: readonly string[]) => void
  readonly picture: (at: string, name: string) => void
  readonly unfit: (at: string, text: string) => void
  readonly photo: (at: string, file: string, fault: PhotoFault) => void
  readonly all: () => readonly PrintRemark[]
}

/** So many letters of a text are told. */
const shown = 40

/** So many files are told. */
const mostFiles = 50

/** A new collection. */
export function remarkable(): Remarks {
  const letters = new Map<string, Set<string>>()
  const pictures = new Map<string, string>()
  const unfit = new Map<string, string>()
  const photos = new Map<string, { at: string; file: string; fault: PhotoFault }>()
  return {
    letters: (at, more) => letters.set(at, new Set([...(letters.get(at) ?? []), ...more])),
    picture: (at, name) => pictures.set(at, name),
    unfit: (at, text) => unfit.set(at, text.length > shown ? `${text.slice(0, shown)}…` : text),
    photo: (at, file, fault) => photos.set(JSON.stringify([at, file, fault]), { at, file, fault }),
    all: () => [
      ...[...letters].map(([at, own]) => ({ at, letters: [...own] })),
      ...[...pictures].map(([at, picture]) => ({ at, picture })),
      ...[...unfit].map(([at, text]) => ({ at, unfit: text })),
      ...[...photos.values()].slice(0, mostFiles),
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
