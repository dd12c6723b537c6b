import type { ReactNode } from 'react'
import { FilesInput } from '../react/files.tsx'
import type { InputProps } from '../react/types.ts'

/** Pictures, by a click or a drop. */
export function ImageInput(props: InputProps): ReactNode {
  const accept = props.field.settings?.['accept']
  return <FilesInput {...props} accept={typeof accept === 'string' ? accept : 'image/*'} />
}
