import type { Browser, CDPSession, Page } from 'playwright-core'

/** What one page was measured at; times in milliseconds of the page's own thread, of script alone unless they say otherwise. */
export type Figures = {
  /** Making and drawing the form: all work of the page, and time that passed until it stood there. */
  readonly open: number
  readonly openWall: number
  readonly keystroke: number
  readonly keystrokeP95: number
  /** A key in a number of a row of the sub-table. */
  readonly rowKeystroke: number
  readonly rowKeystrokeP95: number
  /** The middle and the slowest twentieth of frames while the rows scroll: all work of a frame. */
  readonly frame: number
  readonly frameP95: number
  /** Rows of the sub-table. */
  readonly rows: number
  /** Cells worked out for one key, of how many. */
  readonly cellsPerKey?: number
  readonly cells?: number
}

type Cost = { readonly script: number; readonly task: number }

async function costOf(session: CDPSession): Promise<Cost> {
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string): number => 1000 * (metrics.find((one) => one.name === name)?.value ?? 0)
  return { script: of('ScriptDuration'), task: of('TaskDuration') }
}

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

const settled = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  )

/** Types characters one by one into what has the focus; gives what each cost. */
async function typed(page: Page, session: CDPSession, keys: string): Promise<readonly number[]> {
  const costs: number[] = []
  for (const key of keys) {
    const before = await costOf(session)
    await page.keyboard.press(key)
    await settled(page)
    costs.push((await costOf(session)).script - before.script)
  }
  // The first keys only warm up.
  return costs.slice(5)
}

async function scrolled(page: Page, session: CDPSession): Promise<readonly number[]> {
  const frames: number[] = []
  for (let step = 1; step <= 60; step += 1) {
    const before = await costOf(session)
    await page.evaluate((top) => globalThis.bench.scroller()?.scrollTo({ top }), step * 400)
    await settled(page)
    // The work of two frames was waited for.
    frames.push(((await costOf(session)).task - before.task) / 2)
  }
  return frames.slice(5)
}

async function focused(page: Page, which: 'field' | 'cell'): Promise<boolean> {
  return page.evaluate(async (name) => {
    const box = name === 'field' ? globalThis.bench.field() : await globalThis.bench.cell()
    box?.focus()
    box?.select?.()
    return box !== null
  }, which)
}

/** Opens a page of the site and measures it; ends with an error when the page can't do it in the time given. */
export async function measured(
  browser: Browser,
  address: string,
  { rows, patience }: { readonly rows: number; readonly patience: number },
): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(patience)
  const session = await context.newCDPSession(page)
  // Time of the thread itself: what other programs of the machine do does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const work = async (): Promise<Figures> => {
    await page.goto(`${address}?rows=${rows}`)
    await page.waitForFunction(() => 'bench' in globalThis)
    const before = await costOf(session)
    const openWall = await page.evaluate(async () => {
      const from = performance.now()
      await globalThis.bench.open()
      return performance.now() - from
    })
    const open = (await costOf(session)).task - before.task
    if (!(await focused(page, 'field'))) throw new Error(`${address}: no field`)
    const counted = (): Promise<{ runs: number; cells: number } | undefined> =>
      page.evaluate(() => globalThis.bench.counted?.())
    const from = await counted()
    const words = 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz'
    const keys = await typed(page, session, words)
    const to = await counted()
    await page.evaluate(() => globalThis.bench.showRows())
    await settled(page)
    if (!(await focused(page, 'cell'))) throw new Error(`${address}: no cell`)
    await settled(page)
    const rowKeys = await typed(page, session, '1234567890123'.repeat(2))
    const frames = await scrolled(page, session)
    return {
      open,
      openWall,
      keystroke: quantile(keys, 0.5),
      keystrokeP95: quantile(keys, 0.95),
      rowKeystroke: quantile(rowKeys, 0.5),
      rowKeystrokeP95: quantile(rowKeys, 0.95),
      frame: quantile(frames, 0.5),
      frameP95: quantile(frames, 0.95),
      rows,
      ...(from === undefined || to === undefined
        ? {}
        : { cellsPerKey: (to.runs - from.runs) / words.length, cells: to.cells }),
    }
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('too slow')), patience)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(timer)
    await Promise.race([context.close(), new Promise((go) => setTimeout(go, 3000))])
  }
}
