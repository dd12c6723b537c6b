import { lazy, type ReactNode, Suspense } from 'react'
import { ComingInput } from '../react/coming-input.tsx'
import type { InputProps } from '../react/types.ts'
import { wordsOf } from '../shared/words.ts'
import { regionWords } from './field.ts'

// The regions of a country weigh more than all other faces together.
const Picker = lazy(() => import('./picker.tsx'))

/** A province, city and county. */
export function RegionInput(props: InputProps): ReactNode {
  return (
    <Suspense fallback={<ComingInput {...props} text={regionWords(wordsOf(props.value))} />}>
      <Picker {...props} />
    </Suspense>
  )
}
