import { lazy, type ReactNode, Suspense } from 'react'
import { ComingInput } from '../react/coming-input.tsx'
import type { InputProps } from '../react/types.ts'
import { wordsOf } from '../shared/words.ts'

const Picker = lazy(() => import('../react/range-picker.tsx'))

/** A first and a last day. */
export function DaterangeInput(props: InputProps): ReactNode {
  return (
    <Suspense fallback={<ComingInput {...props} text={wordsOf(props.value)} />}>
      <Picker {...props} />
    </Suspense>
  )
}
