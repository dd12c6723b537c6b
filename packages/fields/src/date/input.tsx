import { lazy, type ReactNode, Suspense } from 'react'
import { ComingInput } from '../react/coming-input.tsx'
import type { InputProps } from '../react/types.ts'

// The calendar is heavy and most screens open without one.
const Picker = lazy(() => import('../react/date-picker.tsx'))
const LunarPicker = lazy(() => import('./lunar-picker.tsx'))

/** A day of the calendar, where the field asks for it by the lunar one. */
export function DateInput(props: InputProps): ReactNode {
  const lunar = props.field.settings?.['calendar'] === 'lunar'
  return (
    <Suspense
      fallback={
        <ComingInput {...props} text={typeof props.value === 'string' ? props.value.slice(0, 10) : ''} />
      }
    >
      <Picker {...props} withTime={false} />
      {lunar ? <LunarPicker {...props} /> : null}
    </Suspense>
  )
}
