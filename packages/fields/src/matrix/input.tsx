import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { type ReactNode, useId } from 'react'
import { ariaOf } from '../react/status.ts'
import type { InputProps } from '../react/types.ts'
import { answerOf, matrixColumns, matrixRows } from './field.ts'

/** The questions, each with its answers to choose from; on a phone the answers stand below their question. */
export function MatrixInput(props: InputProps): ReactNode {
  const { value, onChange, field, ctx, disabled = false, onBlur } = props
  const name = useId()
  const columns = matrixColumns(field)
  const choose = (row: string, answer: string): void => {
    const before = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
    const next: { [row: string]: Json } = { ...(before as { [row: string]: Json }) }
    if (answerOf(value, row) === answer) delete next[row]
    else next[row] = answer
    onChange(Object.keys(next).length === 0 ? null : next)
  }
  return (
    <div
      {...ariaOf(props)}
      className="m-matrix"
      role="group"
      aria-label={say(field.label, ctx.locale)}
      onBlur={onBlur}
    >
      <div className="m-matrix-head" aria-hidden="true">
        <span />
        {columns.map((column) => (
          <span key={column.value}>{say(column.label, ctx.locale)}</span>
        ))}
      </div>
      {matrixRows(field).map((row) => (
        <div
          key={row.value}
          className="m-matrix-row"
          role="radiogroup"
          aria-label={say(row.label, ctx.locale)}
        >
          <span>{say(row.label, ctx.locale)}</span>
          {columns.map((column) => (
            <label key={column.value}>
              <input
                type="radio"
                className="m-tick"
                name={`${name}-${row.value}`}
                value={column.value}
                disabled={disabled}
                checked={answerOf(value, row.value) === column.value}
                onChange={() => choose(row.value, column.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Delete' || event.key === 'Backspace')
                    choose(row.value, answerOf(value, row.value) ?? '')
                }}
              />
              <span>{say(column.label, ctx.locale)}</span>
            </label>
          ))}
        </div>
      ))}
    </div>
  )
}
