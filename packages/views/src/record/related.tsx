import { say } from '@mortise/errors'
import {
  type EntityModel,
  type Model,
  relatedFilter,
  type RelationModel,
  type SortKey,
} from '@mortise/schema'
import { EmptyState, ErrorState, Icon, Link, Skeleton, useT } from '@mortise/ui'
import { Button } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { columnsOf, shapeOf } from '../list/columns.ts'
import { useFaceContext, useRights } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { useRecords } from '../workspace/queries.ts'
import { Value } from '../workspace/value.tsx'
import { messages } from './messages.ts'

// Forms can hold such a list themselves: the form that makes another comes when it is asked for.
const CreateHere = lazy(async () => ({ default: (await import('./create-here.tsx')).CreateHere }))

/** A list of records that link here. */
export type Related = { readonly relation: RelationModel; readonly target: EntityModel }

/** Entities that link to this one, without its own sub-table rows. */
export function relatedOf(model: Model, entity: EntityModel): readonly Related[] {
  return entity.relations.flatMap((relation) => {
    const target = model.entity(relation.target)
    const wanted =
      !relation.owned && relation.many !== 'forth' && target !== undefined && target.document.kind !== 'child'
    return wanted && target.key !== entity.key ? [{ relation, target }] : []
  })
}

const newestFirst: readonly SortKey[] = [{ field: 'created_at', dir: 'desc' }]

/** The newest records that link here, with the way to make another. */
export function RelatedList({
  relation,
  target,
  id,
  columns: wanted,
  sort = newestFirst,
  create: mayCreate = true,
}: Related & {
  readonly id: string
  /** Those of the entity's list when nothing is said. */
  readonly columns?: readonly string[] | undefined
  readonly sort?: readonly SortKey[] | undefined
  readonly create?: boolean
}): ReactNode {
  const ctx = useFaceContext(target.key)
  const rights = useRights(target.key)
  const t = useT(messages)
  const [making, setMaking] = useState(false)
  const shape = wanted === undefined ? {} : { shape: { columns: wanted.map((key) => ({ key })), frozen: 0 } }
  const all = columnsOf(target, shapeOf(target, { rights, ctx, ...shape }), { rights, ctx })
  const columns = all
    .filter(({ field }) => wanted !== undefined || field.key !== relation.via)
    .slice(0, wanted?.length ?? 5)
  const list = useRecords({
    entity: target.key,
    fields: columns.map(({ field }) => field.key),
    filter: relatedFilter(relation, { id }),
    sort: [...sort],
    limit: 20,
  })
  const name = say(target.document.label, ctx.locale)
  const may = rights.create && mayCreate
  const create = may ? (
    <Button size="small" icon={<Icon name="plus" size={14} />} onClick={() => setMaking(true)}>
      {t('addRelated', { name })}
    </Button>
  ) : null
  const dialog = making ? (
    <Suspense fallback={null}>
      <CreateHere entity={target} preset={{ [relation.via]: id }} onClose={() => setMaking(false)} />
    </Suspense>
  ) : null
  if (list.isPending) return <Skeleton shape="lines" count={6} />
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (list.data.data.length === 0)
    return (
      <>
        <EmptyState title={t('relatedEmpty', { name })} action={create} />
        {dialog}
      </>
    )
  return (
    <div className="m-related">
      <div className="m-tools-end">
        {create}
        {dialog}
      </div>
      <div className="m-scroll-x">
        <table className="m-simple-table">
          <thead>
            <tr>
              {columns.map(({ field, end }) => (
                <th key={field.key} scope="col" data-end={end}>
                  {say(field.document.label, ctx.locale)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.data.data.map((record) => (
              <tr key={record.id}>
                {columns.map(({ field, end }, at) => (
                  <td key={field.key} data-end={end}>
                    {at === 0 ? (
                      <Link href={paths.record(target.key, record.id)}>
                        {String(record[field.key] ?? '—')}
                      </Link>
                    ) : (
                      <Value value={record[field.key]} field={field.document} ctx={ctx} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
