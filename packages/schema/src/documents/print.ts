import type { Condition, ElementHead } from './common.ts'

/** One block of a template; `type` names a block type, the rest are its settings. */
export type BlockDocument = {
  readonly type: string
  readonly id?: string
  readonly visible?: Condition
  readonly [setting: string]: unknown
}

/** One block of a print template. */
export type PrintBlockDocument = BlockDocument & {
  readonly keepTogether?: boolean
  /** On one page with the beginning of what follows: a heading never stands last. */
  readonly keepWithNext?: boolean
}

/** `prints/<key>.json`. Lengths are points (1/72 inch) as pdf libraries count. */
export type PrintDocument = ElementHead & {
  readonly entity: string
  readonly page: {
    /** A name of paper such as `A4` or `241x140`, or width and height. */
    readonly size: string | readonly [number, number]
    readonly orientation?: 'portrait' | 'landscape'
    readonly margins?: readonly [number, number, number, number]
  }
  readonly header?: readonly PrintBlockDocument[]
  readonly footer?: readonly PrintBlockDocument[]
  readonly body: readonly PrintBlockDocument[]
  /** Words, or a picture of the workspace's own, pale across each page. */
  readonly watermark?: {
    readonly text?: string
    readonly asset?: string
    readonly opacity?: number
    readonly visible?: Condition
  }
  /** One seal in slices down the edges of all pages, so that no page can be exchanged. */
  readonly edgeSeal?: {
    readonly asset: string
    /** Side in points. */
    readonly size?: number
    /** How far down the page its middle is, 0 to 1. */
    readonly at?: number
    readonly opacity?: number
    readonly visible?: Condition
  }
  /** Language of labels and fixed words; both side by side with `both`. The reader's when absent. */
  readonly language?: 'zh' | 'en' | 'both'
  /** Documents that are printed to be kept carry a code by which anybody can check them. */
  readonly verification?: boolean
  /** Pattern with `{{expression}}` places. */
  readonly fileName?: string
}
