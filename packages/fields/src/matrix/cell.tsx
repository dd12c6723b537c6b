import { say } from '@mortise/errors'
import type { ReactNode } from 'react'
import type { CellProps } from '../react/types.ts'
import { answerOf, matrix, matrixColumns, matrixRows } from './field.ts'

/** The answers: row by row on a page, in one line in a list. */
export function MatrixCell({ value, field, ctx, full = false }: CellProps): ReactNode {
  if (value === null) return null
  if (!full)
    return (
      <span className="m-clip">
        {matrix.format(value, { field, locale: ctx.locale, timeZone: ctx.timeZone })}
      </span>
    )
  const columns = matrixColumns(field)
  return (
    <dl className="m-matrix-read">
      {matrixRows(field).map((row) => {
        const answer = columns.find((column) => column.value === answerOf(value, row.value))
        return (
          <div key={row.value}>
            <dt>{say(row.label, ctx.locale)}</dt>
            <dd>{answer === undefined ? '—' : say(answer.label, ctx.locale)}</dd>
          </div>
        )
      })}
    </dl>
  )
}
