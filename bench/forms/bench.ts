import { launchBrowser } from '../../tests/browser/support/browser.ts'
import type { Line, Measurement } from '../kit/types.ts'
import { size } from './form.ts'
import { type Figures, measured } from './measure.ts'
import { openSite } from './site.ts'

const pages = { ours: 'ours.tsx', rjsf: 'rjsf.tsx', survey: 'survey.tsx', 'form-js': 'form-js.ts' } as const

type Library = keyof typeof pages

/** What a library is told of when it can't draw a thousand rows in the time that is waited for. */
const fewerRows: readonly number[] = [size.rows, 200, 20]
const patience = 60_000

const round = (value: number): number => Number(value.toPrecision(3))
const rounded = (figures: Figures): { readonly [name: string]: number } =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value as number)]))

function lineOf(
  name: string,
  given: { readonly ours: number; readonly bound: number; readonly unit: string; readonly more: object },
): Line {
  const { ours, bound, unit, more } = given
  return {
    name,
    unit,
    ours: round(ours),
    limit: bound,
    ratio: round(ours / bound),
    reach: 'ours/limit <= 1',
    reached: ours <= bound,
    ...more,
  }
}

/**
 * A form of 1,000 fields on 20 tabs with 500 rules and a sub-table of 1,000 rows, in a real browser: what opening it, a
 * key and a frame of scrolling cost, beside three form libraries that draw the same form.
 */
export const measurement: Measurement = {
  name: 'forms',
  run: async () => {
    const [site, browser] = await Promise.all([openSite(pages), launchBrowser()])
    const found = new Map<Library, Figures | string>()
    try {
      for (const library of Object.keys(pages) as Library[]) {
        for (const rows of fewerRows) {
          const address = `${site.url}/${library}.html`
          const one = await measured(browser, address, { rows, patience }).catch((error: unknown) =>
            error instanceof Error ? error.message.slice(0, 200) : String(error),
          )
          found.set(library, one)
          if (typeof one !== 'string') break
        }
      }
    } finally {
      await browser.close()
      await site.close()
    }
    const ours = found.get('ours')
    if (ours === undefined || typeof ours === 'string') throw new Error(ours ?? 'not measured')
    const others = Object.fromEntries(
      [...found].flatMap(([library, one]) =>
        library === 'ours' ? [] : [[library, typeof one === 'string' ? one : rounded(one)]],
      ),
    )
    return [
      lineOf('forms open', {
        ours: ours.openWall,
        bound: 1000,
        unit: 'ms until a form of 1,000 fields stands on the screen',
        more: { work: round(ours.open), others },
      }),
      lineOf('forms keystroke', {
        ours: ours.keystrokeP95,
        bound: 16,
        unit: 'ms of script for a key, 95th percentile',
        more: { median: round(ours.keystroke), cellsPerKey: ours.cellsPerKey, cells: ours.cells },
      }),
      lineOf('forms row keystroke', {
        ours: ours.rowKeystrokeP95,
        bound: 16,
        unit: 'ms of script for a key in one of 1,000 rows, 95th percentile',
        more: { median: round(ours.rowKeystroke) },
      }),
      lineOf('forms scroll', {
        ours: ours.frameP95,
        bound: 16,
        unit: 'ms of work for a frame while 1,000 rows scroll, 95th percentile',
        more: { median: round(ours.frame) },
      }),
    ]
  },
}
