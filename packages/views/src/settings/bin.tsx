import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import {
  EmptyState,
  ErrorState,
  Skeleton,
  useConfirm,
  useLocale,
  useT,
  useToast,
  WholeTime,
} from '@mortise/ui'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useFaceContext, useWorkspace } from '../workspace/metadata.tsx'
import { Value } from '../workspace/value.tsx'
import { messages } from './messages.ts'

/** What was deleted in the last 30 days, kind by kind, to be taken back. */
export function Bin(): ReactNode {
  const { model, me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const kinds = model.entities.filter(
    ({ key, document }) =>
      document.kind !== 'child' &&
      document.bin !== false &&
      me.entities[key]?.delete !== undefined &&
      me.entities[key]?.delete !== false,
  )
  const [chosen, setChosen] = useState(kinds[0]?.key)
  const entity = model.entity(chosen ?? '')
  if (kinds.length === 0) return <EmptyState drawing="list" title={t('binEmpty')} text={t('binNothing')} />
  return (
    <section className="m-card m-stack">
      {kinds.length === 0 ? null : (
        <div className="m-audit-bar">
          <Select
            aria-label={t('binKind')}
            className="m-audit-filter"
            value={chosen}
            options={kinds.map(({ key, document }) => ({ value: key, label: say(document.label, locale) }))}
            onChange={setChosen}
          />
          <span className="m-faint">{t('binText')}</span>
        </div>
      )}
      {entity === undefined ? (
        <EmptyState drawing="list" title={t('binEmpty')} text={t('binEmptyText')} />
      ) : (
        <Deleted key={entity.key} entity={entity} />
      )}
    </section>
  )
}

function Deleted({ entity }: { readonly entity: EntityModel }): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const confirm = useConfirm()
  const queries = useQueryClient()
  const ctx = useFaceContext(entity.key)
  const title = entity.field(entity.document.title)?.document
  const pages = useInfiniteQuery({
    queryKey: ['records', entity.key, 'bin'],
    queryFn: ({ pageParam, signal }) =>
      client.records.query(
        {
          entity: entity.key,
          fields: [entity.document.title, 'updated_at', 'updated_by'],
          sort: [{ field: 'updated_at', dir: 'desc' }],
          deleted: true,
          limit: 50,
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const attempt = async (work: () => Promise<unknown>, done: string): Promise<void> => {
    try {
      await work()
      toast({ text: done, tone: 'success' })
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    await queries.invalidateQueries({ queryKey: ['records', entity.key] })
  }
  const purge = async (id: string): Promise<void> => {
    const sure = await confirm({
      title: t('purgeAsk'),
      body: t('purgeText'),
      action: t('purge'),
      danger: true,
    })
    if (!sure) return
    await attempt(
      () => client.send('DELETE', `/records/${entity.key}/${id}`, { query: { purge: true } }),
      t('purged'),
    )
  }
  if (pages.isPending) return <Skeleton shape="rows" />
  if (pages.isError) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
  const records = pages.data.pages.flatMap((page) => page.data)
  if (records.length === 0)
    return <EmptyState drawing="list" title={t('binEmpty')} text={t('binEmptyText')} />
  const names = Object.assign({}, ...pages.data.pages.map((page) => page.refs?.['user'] ?? {})) as {
    readonly [id: string]: string | null
  }
  return (
    <>
      <table className="m-simple-table m-stacking">
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('deletedAt')}</th>
            <th scope="col">{t('deletedBy')}</th>
            <th scope="col" aria-label={t('restore')} />
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.id}>
              <td>
                {title === undefined ? (
                  record.id
                ) : (
                  <Value value={record[title.key]} field={title} ctx={ctx} />
                )}
              </td>
              <td data-label={t('deletedAt')}>
                <WholeTime value={String(record['deleted_at'] ?? record['updated_at'])} />
              </td>
              <td data-label={t('deletedBy')}>{names[String(record['updated_by'])] ?? '—'}</td>
              <td>
                <span className="m-row">
                  <Button
                    size="small"
                    onClick={() =>
                      void attempt(
                        () => client.records.bulk(entity.key, { ids: [record.id], restore: true }),
                        t('restored'),
                      )
                    }
                  >
                    {t('restore')}
                  </Button>
                  {me.admin ? (
                    <Button size="small" type="text" danger onClick={() => void purge(record.id)}>
                      {t('purge')}
                    </Button>
                  ) : null}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {pages.hasNextPage ? (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </>
  )
}
