import type { Condition, ElementHead } from './common.ts'

/** One block of a print template; `type` names a block type, the rest are its settings. */
export type PrintBlockDocument = {
  readonly type: string
  readonly id?: string
  readonly visible?: Condition
  readonly keepTogether?: boolean
  readonly [setting: string]: unknown
}

/** `prints/<key>.json`. Lengths are points (1/72 inch) as pdf libraries count. */
export type PrintDocument = ElementHead & {
  readonly entity: string
  readonly page: {
    readonly size: string | readonly [number, number]
    readonly orientation?: 'portrait' | 'landscape'
    readonly margins?: readonly [number, number, number, number]
  }
  readonly header?: readonly PrintBlockDocument[]
  readonly footer?: readonly PrintBlockDocument[]
  readonly body: readonly PrintBlockDocument[]
  readonly watermark?: { readonly text: string; readonly visible?: Condition }
  /** Pattern with `{{expression}}` places. */
  readonly fileName?: string
}

/** `mails/<key>.json` */
export type MailDocument = ElementHead & {
  readonly entity: string
  readonly subject: string
  readonly body: string
}
