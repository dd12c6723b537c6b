import { say } from '@mortise/errors'
import { nodeQuery } from '@mortise/forms'
import { Link, Skeleton, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useFaceContext, useWorkspace } from '../../workspace/metadata.tsx'
import { paths } from '../../workspace/paths.ts'
import { useRecords } from '../../workspace/queries.ts'
import { Value } from '../../workspace/value.tsx'
import { useFormPart, useFormStore } from '../form-store.ts'
import { messages } from '../messages.ts'
import { useLater } from '../use-later.ts'
import type { NodeProps } from './types.ts'

/** Records of another entity that fit what stands in the form, live; nothing of them is kept. */
export function QueryNode({ node, ctx: own }: NodeProps<'query'>): ReactNode {
  const t = useT(messages)
  const store = useFormStore()
  const { model } = useWorkspace()
  const ctx = useFaceContext(node.entity)
  const target = model.entity(node.entity)
  // As text, so that only another question is another value.
  const asked = useFormPart(store, (state) => JSON.stringify(nodeQuery(store.program, state, node)))
  const { ready, ...query } = JSON.parse(useLater(asked, 350)) as ReturnType<typeof nodeQuery>
  const list = useRecords(query as Parameters<typeof useRecords>[0], ready && target !== undefined)
  const columns = node.columns.flatMap((key) => target?.field(key) ?? [])
  const [first] = columns
  const rows = ready ? (list.data?.data ?? []) : []
  const hint = !ready
    ? t('queryWaits')
    : list.isError
      ? list.error.message
      : rows.length === 0
        ? t('queryNone')
        : undefined
  const body = (): ReactNode => {
    if (ready && list.isPending) return <Skeleton shape="lines" count={2} />
    if (hint !== undefined) return <p className="m-faint">{hint}</p>
    if (node.show === 'value' && first !== undefined)
      return (
        <output className="m-computed">
          <Value value={rows[0]?.[first.key] ?? null} field={first.document} ctx={ctx} full />
        </output>
      )
    return (
      <div className="m-scroll-x">
        <table className="m-simple-table">
          <thead>
            <tr>
              {columns.map((field) => (
                <th key={field.key} scope="col">
                  {say(field.document.label, own.locale)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                {columns.map((field, at) => (
                  <td key={field.key}>
                    {at === 0 && target?.document.title === field.key ? (
                      <Link href={paths.record(node.entity, row.id)}>{String(row[field.key] ?? '—')}</Link>
                    ) : (
                      <Value value={row[field.key]} field={field.document} ctx={ctx} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )
  }
  return (
    <section className="m-field m-query" aria-label={say(node.label, own.locale)}>
      <span className="m-field-name">
        {say(node.label, own.locale)}
        <small title={t('queryHint')}>{t('queryTag')}</small>
      </span>
      {body()}
    </section>
  )
}
