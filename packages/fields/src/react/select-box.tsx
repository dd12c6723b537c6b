import { Select, type SelectProps } from 'antd'
import type { ReactNode } from 'react'

/** The select box itself; see `lazy-select.tsx`. */
export default function SelectBox(props: SelectProps): ReactNode {
  return <Select {...props} />
}
