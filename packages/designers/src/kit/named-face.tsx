import type { InputProps } from '@mortise/fields/react'
import { type ComponentType, type ReactNode, useId } from 'react'

/** The control of a field with a name that is heard, not seen: where the line around it says what it is for. */
export function NamedFace({
  Face,
  name,
  ...props
}: InputProps & { readonly Face: ComponentType<InputProps>; readonly name: string }): ReactNode {
  const id = useId()
  return (
    <>
      <label htmlFor={id} className="m-visually-hidden">
        {name}
      </label>
      <Face {...props} id={id} />
    </>
  )
}
