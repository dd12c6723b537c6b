import type { FilterExpression, WireRecord } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { laterPart } from '@mortise/ui'
import { type ReactNode, Suspense } from 'react'

const SelectionActs = laterPart(async () => (await import('./selection-acts.tsx')).SelectionActs)

/** The selected records of a list. */
export type SelectionProps = {
  readonly entity: EntityModel
  readonly selected: ReadonlySet<string>
  /** What is loaded of the list. */
  readonly records: readonly WireRecord[]
  readonly filter: FilterExpression | undefined
  readonly search: string | undefined
  /** Whether all that match are meant, loaded or not. */
  readonly whole: boolean
  readonly onWhole: (whole: boolean) => void
  readonly onDone: () => void
}

/** What can be done with the selected records at once; appears at the foot of the list. */
export function SelectionBar(props: SelectionProps): ReactNode {
  return props.selected.size === 0 ? null : (
    <Suspense fallback={null}>
      <SelectionActs {...props} />
    </Suspense>
  )
}
