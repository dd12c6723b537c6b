/** How a mail is looked at while it is designed. */
export type Looking = {
  /** The sample record; the newest one when absent. */
  readonly record: string | undefined
  readonly phone: boolean
  readonly dark: boolean
  /** Blocks are shown whose conditions say no. */
  readonly all: boolean
  /** The language of the reader, in which its texts are written too. */
  readonly locale: 'zh' | 'en'
}
