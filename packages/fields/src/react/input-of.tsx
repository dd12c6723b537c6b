import { inputsAtHand, loadInputs } from '#inputs'
import { type ComponentType, type ReactNode, Suspense, use, useState } from 'react'
import { wordsOf } from '../shared/words.ts'
import { ariaOf } from './status.ts'
import type { InputProps } from './types.ts'

/** The input of a field type: at once where inputs are at hand, as with every form; else when they have come. */
export function inputOf(type: string): ComponentType<InputProps> {
  return function FieldInput(props: InputProps): ReactNode {
    // Once it stands it stays the same, whatever arrives in between: a change would throw away what is being typed.
    const [Input] = useState(() => inputsAtHand()?.get(type))
    if (Input !== undefined) return <Input {...props} />
    return (
      <Suspense fallback={<Coming {...props} />}>
        <Arrived type={type} {...props} />
      </Suspense>
    )
  }
}

function Arrived({ type, ...props }: InputProps & { readonly type: string }): ReactNode {
  const inputs = inputsAtHand() ?? use(loadInputs())
  const [Input] = useState(() => inputs.get(type))
  return Input === undefined ? null : <Input {...props} />
}

/** Stands for an input that is still being fetched, under the same label. */
function Coming({ value, ...props }: InputProps): ReactNode {
  return (
    <input {...ariaOf(props)} className="m-coming-input" disabled aria-busy="true" value={wordsOf(value)} />
  )
}
