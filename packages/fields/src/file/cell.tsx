import type { ReactNode } from 'react'
import { FilesCell } from '../react/files-cell.tsx'
import type { CellProps } from '../react/types.ts'

/** The files, to open in a new tab. */
export function FileCell(props: CellProps): ReactNode {
  return <FilesCell {...props} />
}
