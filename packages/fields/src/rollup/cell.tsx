import type { ReactNode } from 'react'
import { ResultCell } from '../react/computed.tsx'
import type { CellProps } from '../react/types.ts'

/** The result by the face of its type. */
export function RollupCell(props: CellProps): ReactNode {
  return <ResultCell {...props} />
}
