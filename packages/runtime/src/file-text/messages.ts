/** Kinds of files whose words can be read. */
export type ReadableKind = 'pdf' | 'docx' | 'text'

/** A file for the reading thread. Bytes are given away, not copied. */
export type TextRequest = {
  readonly bytes: Uint8Array
  readonly kind: ReadableKind
  readonly limits: TextLimits
}

/** Bounds of what is read: pages of a PDF, and characters in all. */
export type TextLimits = { readonly pages: number; readonly characters: number }

/** The words of a file; `cut` where it has more than the limits let in. */
export type FileText = { readonly text: string; readonly cut: boolean }

export type TextAnswer = FileText | { readonly fault: string }
