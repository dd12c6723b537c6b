import { Input, type SelectProps } from 'antd'
import { lazy, type ReactNode, Suspense } from 'react'

// A list of records is read long before something is chosen in it, and the select box is heavy.
const SelectBox = lazy(() => import('./select-box.tsx'))

/** A select box that is fetched when the first one is shown. */
export function LazySelect(props: SelectProps): ReactNode {
  const { id, style, 'aria-label': label } = props
  return (
    <Suspense
      fallback={
        <Input
          disabled
          aria-busy="true"
          aria-label={label}
          {...(id === undefined ? {} : { id })}
          {...(style === undefined ? {} : { style })}
        />
      }
    >
      <SelectBox {...props} />
    </Suspense>
  )
}
