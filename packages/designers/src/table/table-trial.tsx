import { type Expression, type Json, language } from '@mortise/expressions'
import { isMortiseError } from '@mortise/errors'
import { evaluateTable, type TableResult } from '@mortise/rules'
import type { DecisionTableDocument } from '@mortise/schema'
import { Card, Tag, useLocale, useT } from '@mortise/ui'
import { type ReactNode, useMemo, useState } from 'react'
import { showCell } from './cell-text.ts'
import type { ColumnLook } from './columns.ts'
import type { Column } from './commands.ts'
import { messages } from './messages.ts'
import { TableCell } from './table-cell.tsx'

type Answer = { readonly result?: TableResult; readonly fault?: string }

/** Asks the table as it is now with values written by hand. */
export function TableTrial({
  table,
  lookOf,
}: {
  readonly table: DecisionTableDocument
  readonly lookOf: (column: Column) => ColumnLook
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const [values, setValues] = useState<{ readonly [key: string]: Expression | null }>({})
  const { result, fault } = useMemo((): Answer => {
    const asked = table.inputs.map(({ key }) => ({ key, expr: values[key] ?? null }))
    try {
      return {
        result: evaluateTable({ ...table, inputs: asked }, (expression, names) =>
          language.evaluate(expression, { row: names, now: new Date().toISOString() }),
        ),
      }
    } catch (error) {
      return { fault: isMortiseError(error) ? error.text[locale] : String(error) }
    }
  }, [table, values, locale])
  const shown = (key: string, at: number): string => {
    const value = (result?.outputs[key] ?? null) as Json
    return showCell(value, lookOf({ side: 'then', at }).kind) || t('empty')
  }
  return (
    <Card title={t('trial')} className="d-try">
      <div className="d-try-inputs">
        {table.inputs.map(({ key }, at) => {
          const { name, kind } = lookOf({ side: 'when', at })
          return (
            <label key={key} className="d-line">
              <span>{name}</span>
              <span className="d-try-box">
                <TableCell
                  side="then"
                  label={name}
                  value={values[key] ?? null}
                  kind={kind}
                  onChange={(value) => setValues({ ...values, [key]: value })}
                />
              </span>
            </label>
          )
        })}
      </div>
      <div className="d-try-answer" role="status">
        {fault === undefined ? null : <p className="m-error">{fault}</p>}
        {result === undefined ? null : (
          <>
            <Tag {...(result.rows.length === 0 ? {} : { color: 'green' })}>
              {result.rows.length === 0
                ? t('trialNone')
                : t('trialHits', { rows: result.rows.map((row) => row + 1).join(t('comma')) })}
            </Tag>
            {table.outputs.map(({ key }, at) => (
              <span key={key}>
                <span className="m-faint">{lookOf({ side: 'then', at }).name}</span> <b>{shown(key, at)}</b>
              </span>
            ))}
          </>
        )}
      </div>
    </Card>
  )
}
