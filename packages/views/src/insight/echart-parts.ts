import { use } from 'echarts/core'

/** A series or component of the drawing library. */
export type EChartPart = Exclude<Parameters<typeof use>[0], readonly unknown[]>

/** An option as far as it says which parts of the drawing library it needs. */
type Needing = {
  readonly [key: string]: unknown
  readonly series?: readonly { readonly type?: string; readonly markLine?: unknown }[]
}

/** What is fetched only by drawings that use it: series by their type, components by their name in an option. */
const loaders: {
  readonly [part: string]: () => Promise<{ readonly parts: readonly EChartPart[] }>
} = {
  scatter: () => import('./parts/scatter.ts'),
  radar: () => import('./parts/radar.ts'),
  heatmap: () => import('./parts/heatmap.ts'),
  treemap: () => import('./parts/treemap.ts'),
  sankey: () => import('./parts/sankey.ts'),
  boxplot: () => import('./parts/boxplot.ts'),
  gauge: () => import('./parts/gauge.ts'),
  calendar: () => import('./parts/calendar.ts'),
  dataZoom: () => import('./parts/data-zoom.ts'),
  markLine: () => import('./parts/mark-line.ts'),
  title: () => import('./parts/title.ts'),
}

const nothing: Promise<unknown> = Promise.resolve()
const begun = new Map<string, Promise<unknown>>()

function once(part: string): Promise<unknown> {
  const going = begun.get(part) ?? loaders[part]?.().then(({ parts }) => use([...parts])) ?? nothing
  begun.set(part, going)
  // What could not be fetched is fetched anew the next time.
  going.catch(() => begun.delete(part))
  return going
}

const groups = new Map<string, Promise<unknown>>()

/** Fetches what an option needs beyond the common parts; the same needs give the same promise. */
export function loadParts(option: Needing): Promise<unknown> {
  const { series = [] } = option
  const named = [
    ...Object.keys(option),
    ...series.map(({ type = '' }) => type),
    ...(series.some(({ markLine }) => markLine !== undefined) ? ['markLine'] : []),
  ]
  const wanted = [...new Set(named.filter((one) => Object.hasOwn(loaders, one)))].toSorted()
  if (wanted.length === 0) return nothing
  const key = wanted.join()
  const known = groups.get(key)
  if (known !== undefined) return known
  const all = Promise.all(wanted.map(once))
  groups.set(key, all)
  all.catch(() => groups.delete(key))
  return all
}
