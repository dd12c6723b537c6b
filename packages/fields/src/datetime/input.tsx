import { lazy, type ReactNode, Suspense } from 'react'
import { ComingInput } from '../react/coming-input.tsx'
import type { InputProps } from '../react/types.ts'

// The calendar is heavy and most screens open without one.
const Picker = lazy(() => import('../react/date-picker.tsx'))

/** A day and a time, in the time zone of the workspace. */
export function DatetimeInput(props: InputProps): ReactNode {
  return (
    <Suspense
      fallback={
        <ComingInput {...props} text={typeof props.value === 'string' ? props.value.slice(0, 10) : ''} />
      }
    >
      <Picker {...props} withTime={true} />
    </Suspense>
  )
}
