import type { ReactNode } from 'react'
import { TimeChart } from '../period/time-chart.tsx'
import type { ViewProps } from '../view-type/types.ts'

/** A row for each record: its bar, how much of it is done, a diamond where it begins and ends on one day. */
export default function GanttView(props: ViewProps): ReactNode {
  return <TimeChart {...props} packed={false} />
}
