import type { ReactNode } from 'react'
import { TimeChart } from '../period/time-chart.tsx'
import type { ViewProps } from '../view-type/types.ts'

/** Swim lanes along time: records of a group share lanes as long as they don't touch. */
export default function TimelineView(props: ViewProps): ReactNode {
  return <TimeChart {...props} packed />
}
