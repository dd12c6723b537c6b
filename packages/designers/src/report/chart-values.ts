import type { ChartType } from '@mortise/reports'
import type { Settings } from '@mortise/schema'

/** A chart's settings as its panel shows them: what nobody chose is as the chart itself takes it. */
export function chartValues({ settings: described }: ChartType, settings: Settings | undefined): Settings {
  const starts = described.flatMap(({ key, default: value }) => (value === undefined ? [] : [[key, value]]))
  return { ...(Object.fromEntries(starts) as Settings), ...settings }
}
