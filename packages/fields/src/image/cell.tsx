import type { ReactNode } from 'react'
import { FilesCell } from '../react/files-cell.tsx'
import type { CellProps } from '../react/types.ts'

/** The pictures, to open in a new tab. */
export function ImageCell(props: CellProps): ReactNode {
  return <FilesCell {...props} />
}
