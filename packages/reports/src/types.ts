import type { LocalizedText } from '@mortise/errors'
import type { ExpressionType, Json } from '@mortise/expressions'

/** One column of a result. */
export type ReportColumn = {
  readonly key: string
  readonly label: LocalizedText
  readonly role: 'dimension' | 'measure'
  readonly type: ExpressionType
  readonly format?: string | undefined
  /** Field the dimension shows, when it is a plain path; gives option labels and colours. */
  readonly path?: string | undefined
  readonly bucket?: string | undefined
}

/** Rows as plain values by column key. `labels` has shown names for ids and options, by column key then value. */
export type ReportResult = {
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly { readonly [key: string]: Json }[]
  readonly totals?: { readonly [key: string]: Json } | undefined
  readonly labels: { readonly [column: string]: { readonly [value: string]: string } }
  readonly asOf: string
}
