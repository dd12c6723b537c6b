import { language } from '@mortise/expressions'
import type { ReactNode } from 'react'
import type { CellProps } from '../../react/types.ts'

/** The text form. */
export function ExpressionCell({ value, ctx }: CellProps): ReactNode {
  return value === null ? null : <code className="m-code">{language.print(value, ctx.locale)}</code>
}
