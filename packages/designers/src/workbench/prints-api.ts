import type { Client } from '@mortise/client'
import type { PrintLayout, PrintRemark } from '@mortise/prints'
import type { PrintDocument } from '@mortise/schema'

/** A template laid out, and the record it is filled with; null where there is none as yet. */
export type DraftLayout = PrintLayout & {
  readonly record: string | null
  /** What it leaves short: letters that the fonts lack, pictures that there are none of. */
  readonly remarks?: readonly PrintRemark[]
}

type Send = Client['send']

/** Print templates at work. */
export type PrintsApi = {
  /** What stands where on the pages of a template as it is now; over the newest record where none is named. */
  readonly layoutPrint: (
    ask: { readonly print: PrintDocument; readonly id?: string; readonly all: boolean },
    signal?: AbortSignal,
  ) => Promise<DraftLayout>
}

/** The part of the design API for print templates. */
export function printsApi(ask: Send): PrintsApi {
  return {
    layoutPrint: (body, signal) =>
      ask('POST', '/design/prints/layout', { body, ...(signal === undefined ? {} : { signal }) }),
  }
}
