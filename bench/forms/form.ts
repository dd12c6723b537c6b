/** How large the form of the measurement is. */
export const size = { tabs: 20, fieldsInTab: 50, rows: 1000 } as const

/** Kind of a field, as every library knows it. */
export type Kind = 'text' | 'number' | 'choice' | 'date'

/** A field of the form: shown unless the one before it says `hide`; some are then asked for as well. */
export type BenchField = {
  readonly name: string
  readonly title: string
  readonly kind: Kind
  readonly after?: string
  readonly required?: boolean
}

const kinds: readonly Kind[] = ['text', 'text', 'number', 'text', 'choice', 'text', 'text', 'date']

/** The fields tab by tab: every second one has a rule that reads the one before it, 500 of 1,000. */
export const tabs: readonly (readonly BenchField[])[] = Array.from({ length: size.tabs }, (_, tab) =>
  Array.from({ length: size.fieldsInTab }, (_, at): BenchField => {
    const name = `f${tab}_${at}`
    const title = `字段 ${tab + 1}-${at + 1}`
    if (at % 2 === 0) return { name, title, kind: 'text' }
    const kind = kinds[(at >> 1) % kinds.length] ?? 'text'
    return { name, title, kind, after: `f${tab}_${at - 1}`, ...(at % 10 === 1 ? { required: true } : {}) }
  }),
)

/** What a choice may be. */
export const choices: readonly string[] = ['甲', '乙', '丙', '丁']

/** A row of the sub-table; its amount is worked out where a library can. */
export type BenchRow = {
  readonly product: string
  readonly qty: number
  readonly price: number
  readonly note: string
  readonly day: string
}

/** The rows the form is opened with. */
export const rows: readonly BenchRow[] = Array.from({ length: size.rows }, (_, at) => ({
  product: `产品 ${at}`,
  qty: (at % 9) + 1,
  price: 10 + (at % 50),
  note: at % 3 === 0 ? '加急' : '',
  day: `2026-0${(at % 9) + 1}-1${at % 10}`,
}))

/** What each page gives to whoever measures it. */
export type BenchPage = {
  /** Makes the form and draws it; done when it stands on the page. */
  readonly open: () => Promise<void>
  /** The control of the first field, on which rules depend. */
  readonly field: () => HTMLInputElement | null
  /** Brings the sub-table to the screen. */
  readonly showRows: () => Promise<void>
  /** The control of a number in a row. */
  readonly cell: () => Promise<HTMLInputElement | null>
  /** What scrolls the rows. */
  readonly scroller: () => Element | null
  /** Cells worked out so far, and how many there are; only ours counts them. */
  readonly counted?: () => { readonly runs: number; readonly cells: number }
}

declare global {
  var bench: BenchPage
}

/** Waits until what was drawn is on the screen. */
export function painted(): Promise<void> {
  return new Promise((done) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => done()
      port2.postMessage('')
    })
  })
}

/** Looks for something during ten seconds. */
export async function appeared<T>(find: () => T | null | undefined): Promise<T | null> {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = find()
    if (found !== null && found !== undefined) return found
    await painted()
  }
  return null
}
