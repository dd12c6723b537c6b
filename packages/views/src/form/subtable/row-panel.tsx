import { IconButton, SideDrawer, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { FieldControl } from '../field-control.tsx'
import { rowPlaces } from '../row-index.ts'
import type { RowsProps } from './grid.tsx'
import { messages } from './messages.ts'

/** One row in a panel of its own, with the way to its neighbours. */
export function RowPanel({
  node,
  columns,
  ctx,
  rows,
  readOnly,
  label,
  acts,
  canAdd,
  canDelete,
  row,
  onOpen,
  onClose,
}: RowsProps & { readonly row: string | undefined; readonly onClose: () => void }): ReactNode {
  const t = useT(messages)
  const at = row === undefined ? undefined : rowPlaces(rows).get(row)
  const to = (by: number): void => {
    const next = rows[(at ?? 0) + by]
    if (next !== undefined) onOpen(next.key)
  }
  return (
    <SideDrawer open={at !== undefined} onClose={onClose} label={label} width="min(560px, 100%)">
      {at === undefined || row === undefined ? null : (
        <div className="m-row-panel">
          <header className="m-row">
            <h3>{label}</h3>
            <span className="m-faint">{t('rowOf', { n: at + 1, all: rows.length })}</span>
            <span className="m-spring" />
            <IconButton icon="arrow-up" label={t('previousRow')} disabled={at === 0} onClick={() => to(-1)} />
            <IconButton
              icon="arrow-down"
              label={t('nextRow')}
              disabled={at === rows.length - 1}
              onClick={() => to(1)}
            />
          </header>
          <div className="m-row-panel-fields" key={row}>
            {columns.map(({ field, label: own }) => (
              <FieldControl
                key={field.key}
                path={`${node.field}/${row}/${field.key}`}
                field={field.document}
                label={own}
                ctx={ctx}
                locked={readOnly}
              />
            ))}
          </div>
          <footer className="m-form-foot">
            {readOnly || (!canDelete && typeof rows[at]?.row['id'] === 'string') ? null : (
              <Button
                danger
                onClick={() => {
                  onClose()
                  acts.remove(new Set([row]))
                }}
              >
                {t('remove')}
              </Button>
            )}
            <span className="m-spring" />
            {readOnly || !canAdd ? null : (
              <Button
                onClick={() => {
                  const made = acts.add(at + 1)
                  if (made !== undefined) onOpen(made)
                }}
              >
                {t('addRow')}
              </Button>
            )}
            <Button type="primary" onClick={onClose}>
              {t('done')}
            </Button>
          </footer>
        </div>
      )}
    </SideDrawer>
  )
}
