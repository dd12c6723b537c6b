import { lazy, type ReactNode, Suspense } from 'react'
import { ComingInput } from '../react/coming-input.tsx'
import type { InputProps } from '../react/types.ts'
import { wordsOf } from '../shared/words.ts'

// The wheels are heavy and most screens open without them.
const Picker = lazy(() => import('../react/time-picker.tsx'))

/** A time of day. */
export function TimeInput(props: InputProps): ReactNode {
  return (
    <Suspense fallback={<ComingInput {...props} text={wordsOf(props.value).slice(0, 5)} />}>
      <Picker {...props} />
    </Suspense>
  )
}
