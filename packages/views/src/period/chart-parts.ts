import type { WireRecord } from '@mortise/client'
import type { EntityModel, FieldModel } from '@mortise/schema'
import type { CSSProperties } from 'react'
import type { Row } from './rows.ts'
import type { Scale } from './scales.ts'
import type { Axis } from './spans.ts'
import type { KeyShift } from './use-key-shift.ts'
import type { Reschedule } from './use-reschedule.ts'

/** What the parts of a chart of time share. */
export type ChartParts = {
  readonly entity: EntityModel
  readonly axis: Axis
  readonly rows: readonly Row[]
  readonly packed: boolean
  readonly how: Reschedule
  readonly keys: KeyShift
  readonly colors: (record: WireRecord) => CSSProperties
  readonly today: number
  readonly at: number
  readonly first: number
  readonly after: number
  readonly scale: Scale
  readonly shown: readonly string[]
  readonly progress: string | undefined
  readonly groupField: FieldModel | undefined
  readonly narrow: boolean
  readonly label: string
  readonly folded: ReadonlySet<string>
  readonly onFold: (key: string) => void
  readonly onOpen: (id: string) => void
  readonly hasMore: boolean
  readonly onMore: () => void
}
