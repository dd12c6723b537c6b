import { launchBrowser } from '../../tests/browser/support/browser.ts'
import { startProduct } from '../../tests/browser/support/server.ts'
import type { Line, Measurement } from '../kit/types.ts'
import { type Edit, type Figures, measured } from './measure.ts'

/** Fields on the canvas for which times are promised, and of a form larger than any that is. */
const [promised, large] = [300, 1000]

const round = (value: number): number => Number(value.toPrecision(3))

function lineOf(
  name: string,
  given: { readonly edit: Edit; readonly bound: number; readonly large: Edit; readonly more?: object },
): Line {
  const { edit, bound } = given
  return {
    name: `designer ${name}`,
    unit: `ms of script, 95th percentile, ${promised} fields on the canvas`,
    ours: round(edit.script),
    limit: bound,
    ratio: round(edit.script / bound),
    reach: 'ours/limit <= 1',
    reached: edit.script <= bound,
    median: round(edit.scriptMedian),
    painted: round(edit.painted),
    [`of${large}`]: {
      script: round(given.large.script),
      median: round(given.large.scriptMedian),
      painted: round(given.large.painted),
    },
    ...given.more,
  }
}

/**
 * A form of 300 fields in the designer of the built product, in a real browser: what letting go of a field on the canvas
 * costs, and taking that back and doing it again.
 */
export const measurement: Measurement = {
  name: 'designer',
  run: async () => {
    const [product, browser] = await Promise.all([startProduct({ demo: false }), launchBrowser()])
    try {
      const found: Figures = await measured(browser, product, promised)
      const wide: Figures = await measured(browser, product, large)
      const longest = {
        longestTaskAfter: round(found.longestAfter),
        [`longestTaskAfterOf${large}`]: round(wide.longestAfter),
      }
      return [
        lineOf('drop', { edit: found.drop, bound: 50, large: wide.drop, more: longest }),
        lineOf('undo', { edit: found.undo, bound: 30, large: wide.undo }),
        lineOf('redo', { edit: found.redo, bound: 30, large: wide.redo }),
      ]
    } finally {
      await browser.close()
      await product.stop()
    }
  },
}
