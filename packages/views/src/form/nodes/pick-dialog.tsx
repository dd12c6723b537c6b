import { say } from '@mortise/errors'
import { nodeQuery } from '@mortise/forms'
import type { FormPickNode, RecordValues } from '@mortise/schema'
import { Icon, Skeleton, useT } from '@mortise/ui'
import { Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useFaceContext, useWorkspace } from '../../workspace/metadata.tsx'
import { useRecords } from '../../workspace/queries.ts'
import { Value } from '../../workspace/value.tsx'
import { useFormStore } from '../form-store.ts'
import { messages } from '../messages.ts'
import { useLater } from '../use-later.ts'

/** The records a person may choose from, with a search. */
export function PickDialog({
  node,
  onTake,
  onClose,
}: {
  readonly node: FormPickNode
  readonly onTake: (rows: readonly RecordValues[]) => void
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const store = useFormStore()
  const { model } = useWorkspace()
  const ctx = useFaceContext(node.entity)
  const target = model.entity(node.entity)
  const [words, setWords] = useState('')
  const search = useLater(words.trim(), 250)
  const { ready: _, ...query } = nodeQuery(store.program, store.state, node)
  const list = useRecords(
    { ...query, ...(search === '' ? {} : { search }) } as Parameters<typeof useRecords>[0],
    target !== undefined,
  )
  const [chosen, setChosen] = useState<ReadonlyMap<string, RecordValues>>(new Map())
  const many = node.multiple === true
  const toggle = (row: RecordValues & { readonly id: string }): void =>
    setChosen((before) => {
      if (!many) return new Map([[row.id, row]])
      const next = new Map(before)
      if (!next.delete(row.id)) next.set(row.id, row)
      return next
    })
  const columns = node.columns.flatMap((key) => target?.field(key) ?? [])
  const rows = list.data?.data ?? []
  const body = (): ReactNode => {
    if (list.isPending) return <Skeleton shape="lines" count={6} />
    if (list.isError) return <p className="m-error">{list.error.message}</p>
    if (rows.length === 0) return <p className="m-faint m-no-rows">{t('pickNone')}</p>
    return (
      <table className="m-simple-table m-pick-table">
        <thead>
          <tr>
            <th aria-hidden="true" />
            {columns.map((field) => (
              <th key={field.key} scope="col">
                {say(field.document.label, ctx.locale)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-picked={chosen.has(row.id)} onClick={() => toggle(row)}>
              <td>
                <input
                  type={many ? 'checkbox' : 'radio'}
                  className="m-tick"
                  name="picked"
                  checked={chosen.has(row.id)}
                  aria-label={String(row[columns[0]?.key ?? ''] ?? row.id)}
                  onChange={() => toggle(row)}
                  onClick={(event) => event.stopPropagation()}
                />
              </td>
              {columns.map((field) => (
                <td key={field.key}>
                  <Value
                    value={row[field.key]}
                    field={field.document}
                    ctx={{ ...ctx, href: () => undefined }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    )
  }
  return (
    <Modal
      open
      width={760}
      title={say(node.label, ctx.locale)}
      okText={chosen.size > 1 ? t('pickMany', { n: chosen.size }) : t('pickOne')}
      okButtonProps={{ disabled: chosen.size === 0 }}
      cancelText={t('cancel')}
      onOk={() => onTake([...chosen.values()])}
      onCancel={onClose}
    >
      <Input
        allowClear
        autoFocus
        prefix={<Icon name="search" size={14} />}
        placeholder={t('pickSearch')}
        aria-label={t('pickSearch')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <div className="m-pick-list" role="region" tabIndex={0} aria-label={say(node.label, ctx.locale)}>
        {body()}
      </div>
    </Modal>
  )
}
