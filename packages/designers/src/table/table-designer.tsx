import type { DecisionTableDocument } from '@mortise/schema'
import { Card, EmptyState, useT, useToast } from '@mortise/ui'
import { type ReactNode, useMemo, useState } from 'react'
import { Missing } from '../kit/missing.tsx'
import { CardsAndPanel, OneDocument } from '../kit/one-document.tsx'
import { type Draft, useDraft } from '../workbench/use-draft.ts'
import { AddColumn } from './add-column.tsx'
import { useColumnLooks } from './columns.ts'
import { addRow, type Column } from './commands.ts'
import { FindingList } from './finding-list.tsx'
import { findingsOf } from './findings.ts'
import { messages } from './messages.ts'
import { TableGrid } from './table-grid.tsx'
import { TablePanel } from './table-panel.tsx'
import { TableTrial } from './table-trial.tsx'

type TableDraft = Draft<{ readonly table: DecisionTableDocument }>

/** Designs a decision table as a sheet: what is looked at, what it gives, and a row for each case. */
export function TablePage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ table: ['table', name] } as const)
  return draft === undefined ? <Missing /> : <Designer draft={draft} name={name} />
}

function Designer({ draft, name }: { readonly draft: TableDraft; readonly name: string }): ReactNode {
  const t = useT(messages)
  const toast = useToast()
  const { table } = draft.present
  const [selected, select] = useState<Column>()
  const [open, setOpen] = useState(false)
  const lookOf = useColumnLooks(table)
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const found = useMemo(() => findingsOf(table, lookOf), [table])
  const write = (next: object, label: string, merge?: string): void =>
    draft.commit({ table: next as DecisionTableDocument }, label, merge)
  const adder = (side: Column['side']): ReactNode => (
    <AddColumn
      side={side}
      table={table}
      onAdd={(next, column, at) => {
        write(next, t('addedColumn', { name: column }))
        select(at)
      }}
    />
  )
  const isEmpty = table.inputs.length === 0 && table.outputs.length === 0
  return (
    <OneDocument
      kind="table"
      name={name}
      value={table}
      steps={draft as Draft<unknown>}
      onWrite={write}
      tab={t('tab')}
      onProblem={() => select(undefined)}
    >
      <CardsAndPanel
        wide
        open={open}
        onOpen={setOpen}
        seal={draft.seal}
        panel={
          <TablePanel
            table={table}
            selected={selected}
            lookOf={lookOf}
            onChange={write}
            onClose={() => select(undefined)}
          />
        }
      >
        <Card className="d-grid-card">
          {isEmpty ? (
            <EmptyState
              drawing="list"
              title={t('emptyTitle')}
              text={table.entity === undefined ? t('noEntity') : t('emptyText')}
            />
          ) : null}
          <TableGrid
            table={table}
            lookOf={lookOf}
            found={found}
            selected={selected}
            onSelect={(column) => {
              select(column)
              setOpen(true)
            }}
            onChange={write}
            onUnread={(n) => toast({ text: t('pastedPartly', { n }), tone: 'danger' })}
            adders={{ when: adder('when'), then: adder('then') }}
          />
          <p className="m-faint d-grid-help">{t('howTo')}</p>
        </Card>
        {table.rows.length === 0 || table.inputs.length === 0 ? null : (
          <FindingList
            table={table}
            found={found}
            lookOf={lookOf}
            onAddRow={(row) => write(addRow(table, table.rows.length, row), t('addedRow'))}
          />
        )}
        {table.outputs.length === 0 ? null : <TableTrial table={table} lookOf={lookOf} />}
      </CardsAndPanel>
    </OneDocument>
  )
}
