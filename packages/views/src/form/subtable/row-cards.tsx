import { IconButton, useT } from '@mortise/ui'
import { Pagination } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { FieldControl } from '../field-control.tsx'
import { rowPlaces } from '../row-index.ts'
import type { RowsProps } from './grid.tsx'
import { messages } from './messages.ts'
import { RowMenu } from './row-menu.tsx'
import { useWanted } from './use-wanted.ts'

/** So many cards stand on a page; a thousand rows must not make a phone crawl. */
const perPage = 20

/** Rows as cards, each with its fields below one another. */
export function RowCards({
  node,
  columns,
  ctx,
  rows,
  readOnly,
  canAdd,
  canDelete: mayDelete,
  label,
  acts,
  onOpen,
}: RowsProps): ReactNode {
  const t = useT(messages)
  const [page, setPage] = useState(1)
  const [count, setCount] = useState(rows.length)
  const last = Math.max(1, Math.ceil(rows.length / perPage))
  // A row added at the end is where the person goes on.
  useEffect(() => {
    if (rows.length === count + 1) setPage(last)
    setCount(rows.length)
  }, [rows.length, count, last])
  useWanted(node.field, ({ row }) => setPage(Math.floor((rowPlaces(rows).get(row) ?? 0) / perPage) + 1))
  const from = (Math.min(page, last) - 1) * perPage
  return (
    <>
      <ol className="m-row-cards" aria-label={label} start={from + 1}>
        {rows.slice(from, from + perPage).map((row, index) => {
          const at = from + index
          const canDelete = mayDelete || typeof row.row['id'] !== 'string'
          return (
            <li key={row.key}>
              <div className="m-row">
                <b>{t('row', { n: at + 1 })}</b>
                <span className="m-spring" />
                {readOnly ? null : (
                  <>
                    <RowMenu {...{ row: row.key, at, count: rows.length, acts, canAdd, canDelete, onOpen }} />
                    <IconButton
                      icon="x"
                      disabled={!canDelete}
                      label={t('removeRow', { n: at + 1 })}
                      onClick={() => acts.remove(new Set([row.key]))}
                    />
                  </>
                )}
              </div>
              <div className="m-card-fields">
                {columns.map(({ field, label: own }) => (
                  <FieldControl
                    key={field.key}
                    path={`${node.field}/${row.key}/${field.key}`}
                    field={field.document}
                    label={own}
                    ctx={ctx}
                    locked={readOnly}
                  />
                ))}
              </div>
            </li>
          )
        })}
      </ol>
      {rows.length === 0 ? <p className="m-faint m-no-rows">{t('noRows')}</p> : null}
      {last === 1 ? null : (
        <Pagination
          size="small"
          current={Math.min(page, last)}
          total={rows.length}
          pageSize={perPage}
          showSizeChanger={false}
          onChange={setPage}
        />
      )}
    </>
  )
}
