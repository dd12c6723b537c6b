import type { TableFinding } from '@mortise/rules'
import type { DecisionTableDocument } from '@mortise/schema'
import { Card, Icon, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { ColumnLook } from './columns.ts'
import type { Column } from './commands.ts'
import { exampleParts, type Found, rowFor } from './findings.ts'
import { messages } from './messages.ts'

const mostShown = 8

/** What the checks found, in words; a case without a row can be given one at once. */
export function FindingList({
  table,
  found,
  lookOf,
  onAddRow,
}: {
  readonly table: DecisionTableDocument
  readonly found: Found
  readonly lookOf: (column: Column) => ColumnLook
  readonly onAddRow: (row: DecisionTableDocument['rows'][number]) => void
}): ReactNode {
  const t = useT(messages)
  const { findings, open } = found
  const words = (one: TableFinding): string => {
    const rows = one.rows.map((row) => row + 1).join(t('comma'))
    const example = exampleParts(table, one.example, { lookOf, otherwise: t('gapElse') })
      .map((part) => t('example', part))
      .join(t('then'))
    return t(one.kind, { rows, example })
  }
  const isFine = findings.length === 0 && open.length === 0
  return (
    <Card title={t('findings')}>
      <ul className="d-findings">
        {isFine ? (
          <li data-tone="good">
            <Icon name="circle-check" size={14} />
            <span>{t('fine')}</span>
          </li>
        ) : null}
        {findings.slice(0, mostShown).map((one, at) => (
          <li key={at} data-tone={one.kind === 'gap' || one.kind === 'unreachable' ? 'warn' : 'bad'}>
            <Icon name="triangle-alert" size={14} />
            <span>{words(one)}</span>
            {one.kind === 'gap' ? (
              <Button size="small" type="link" onClick={() => onAddRow(rowFor(table, one.example))}>
                {t('fillGap')}
              </Button>
            ) : null}
          </li>
        ))}
        {findings.length > mostShown ? (
          <li className="m-faint">{t('moreFindings', { n: findings.length - mostShown })}</li>
        ) : null}
        {open.map((column) => (
          <li key={column}>
            <Icon name="info" size={14} />
            <span>{t('open', { column })}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
