import { type ComponentProps, lazy, type ReactNode, Suspense } from 'react'
import { wordsOf } from '../shared/words.ts'
import { ComingInput } from './coming-input.tsx'
import type PathPicker from './path-picker.tsx'

const Picker = lazy(() => import('./path-picker.tsx'))

/** A path picker that is fetched when the first one is shown. */
export function LazyPathPicker(props: ComponentProps<typeof PathPicker>): ReactNode {
  return (
    <Suspense fallback={<ComingInput {...props} text={wordsOf(props.value).replaceAll('/', ' / ')} />}>
      <Picker {...props} />
    </Suspense>
  )
}
