import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import {
  additiveMeasures,
  type Matrix,
  type MatrixHead,
  type ReportColumn,
  type ReportResult,
  type ReportRow,
  shownValue,
  toMatrix,
} from '@mortise/reports'
import type { ReportDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { type ReactNode, useMemo } from 'react'
import { messages } from './messages.ts'
import { measureText } from './result-table.tsx'

type MatrixProps = {
  readonly result: ReportResult
  readonly label: string
  readonly report: Pick<ReportDocument, 'layout' | 'measures'>
  readonly onPick?: ((row: ReportRow) => void) | undefined
  /** Whether cells are the deeper in colour the larger their number. */
  readonly shade?: boolean
}

/** How deep the colour of a cell is, in hundredths, by measure; numbers below zero have none. */
function depths({ rows, columns, measures, cell }: Matrix): (measure: string, value: Json) => number {
  const most = new Map(
    measures.map(({ key }) => {
      const all = rows.flatMap((row) => columns.map((head) => Number(cell(row.key, head.key, key) ?? 0)))
      return [key, all.reduce((high, one) => Math.max(high, one), 0)]
    }),
  )
  return (measure, value) => {
    const [high, own] = [most.get(measure) ?? 0, Number(value ?? 0)]
    return high <= 0 || !(own > 0) ? 0 : Math.round((own / high) * 42)
  }
}

/** A result with some dimensions across; totals only of measures that can be added up. A number leads to its records. */
export function MatrixTable({ result, label, report, onPick, shade = false }: MatrixProps): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const matrix = useMemo(() => {
    const { columns = [] } = report.layout ?? {}
    const down = result.columns.filter(({ role, key }) => role === 'dimension' && !columns.includes(key))
    const additive = additiveMeasures(report as ReportDocument)
    return toMatrix(result, { rows: down.map(({ key }) => key), columns, additive })
  }, [result, report])
  const depth = useMemo(() => (shade ? depths(matrix) : () => 0), [matrix, shade])
  const totals = report.layout?.totals !== false
  const named = (column: ReportColumn | undefined, head: MatrixHead, at: number): string =>
    column === undefined ? '' : shownValue(result, column, { value: head.values[at] ?? null, locale })
  const { measures, rowDimensions, columnDimensions } = matrix
  const several = measures.length > 1
  return (
    <div className="m-result">
      <table className="m-simple-table m-crosstab" aria-label={label}>
        <thead>
          {columnDimensions.map((column, level) => (
            <tr key={column.key}>
              {rowDimensions.map((down, at) => {
                const last = level === columnDimensions.length - 1
                // A head without words would be read out as one.
                if (!last && at > 0) return <td key={down.key} />
                return (
                  <th key={down.key} scope="col" rowSpan={several && last ? 2 : 1}>
                    {say(last ? down.label : column.label, locale)}
                    {last && at === rowDimensions.length - 1 ? ` \\ ${say(column.label, locale)}` : ''}
                  </th>
                )
              })}
              {matrix.columns.map((head) => (
                <th key={head.key} scope="col" data-end colSpan={measures.length}>
                  {named(column, head, level)}
                </th>
              ))}
              {totals && level === 0 ? (
                <th scope="col" data-end colSpan={measures.length} rowSpan={columnDimensions.length}>
                  {t('total')}
                </th>
              ) : null}
            </tr>
          ))}
          {several ? (
            <tr>
              {[...matrix.columns, ...(totals ? [undefined] : [])].flatMap((head) =>
                measures.map((measure) => (
                  <th key={`${head?.key ?? 'total'} ${measure.key}`} scope="col" data-end>
                    {say(measure.label, locale)}
                  </th>
                )),
              )}
            </tr>
          ) : null}
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr key={row.key}>
              {rowDimensions.map((column, at) => (
                <th key={column.key} scope="row">
                  {named(column, row, at)}
                </th>
              ))}
              {matrix.columns.flatMap((head) =>
                measures.map((measure) => (
                  <Cell
                    key={`${head.key} ${measure.key}`}
                    {...{ matrix, row, head, measure, onPick, depth }}
                  />
                )),
              )}
              {totals
                ? measures.map((measure) => (
                    <td key={measure.key} data-end>
                      <b>{measureText(measure, matrix.rowTotal(row.key, measure.key))}</b>
                    </td>
                  ))
                : null}
            </tr>
          ))}
        </tbody>
        {totals && rowDimensions.length > 0 ? <MatrixFoot matrix={matrix} result={result} /> : null}
      </table>
    </div>
  )
}

function Cell({
  matrix,
  row,
  head,
  measure,
  onPick,
  depth,
}: Pick<MatrixProps, 'onPick'> & {
  readonly matrix: Matrix
  readonly row: MatrixHead
  readonly head: MatrixHead
  readonly measure: ReportColumn
  readonly depth: (measure: string, value: Json) => number
}): ReactNode {
  const t = useT(messages)
  const value = matrix.cell(row.key, head.key, measure.key)
  const text = measureText(measure, value)
  const deep = depth(measure.key, value)
  const style =
    deep === 0 ? undefined : { background: `color-mix(in srgb, var(--m-primary) ${deep}%, transparent)` }
  if (value === null || onPick === undefined)
    return (
      <td data-end style={style}>
        {value === null ? '' : text}
      </td>
    )
  const behind: ReportRow = {
    ...Object.fromEntries(matrix.rowDimensions.map(({ key }, at) => [key, row.values[at] ?? null])),
    ...Object.fromEntries(matrix.columnDimensions.map(({ key }, at) => [key, head.values[at] ?? null])),
    ...Object.fromEntries(matrix.measures.map(({ key }) => [key, matrix.cell(row.key, head.key, key)])),
  }
  return (
    <td data-end style={style}>
      <button
        type="button"
        className="m-plain-link"
        title={t('drill', { name: text })}
        onClick={() => onPick(behind)}
      >
        {text}
      </button>
    </td>
  )
}

function MatrixFoot({
  matrix,
  result,
}: {
  readonly matrix: Matrix
  readonly result: ReportResult
}): ReactNode {
  const t = useT(messages)
  const { rowDimensions, columns, measures } = matrix
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={Math.max(rowDimensions.length, 1)}>
          {t('total')}
        </th>
        {columns.flatMap((head) =>
          measures.map((measure) => (
            <td key={`${head.key} ${measure.key}`} data-end>
              {measureText(measure, matrix.columnTotal(head.key, measure.key))}
            </td>
          )),
        )}
        {measures.map((measure) => (
          <td key={measure.key} data-end>
            {measureText(measure, result.totals?.[measure.key] ?? null)}
          </td>
        ))}
      </tr>
    </tfoot>
  )
}
