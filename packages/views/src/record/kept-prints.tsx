import type { KeptPrint, WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { formatInstantText, Icon, useLocale, useT, useUi } from '@mortise/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'
import { messages } from './messages.ts'

/** Documents of a record that were printed to be kept, as they were that day; nothing where there are none. */
export function KeptPrints({
  entity,
  record,
}: {
  readonly entity: EntityModel
  readonly record: WireRecord
}): ReactNode {
  const { client, model } = useWorkspace()
  const t = useT(messages)
  const prints = model.documents('print').some((print) => print.entity === entity.key)
  const kept = useInfiniteQuery({
    queryKey: [...queryKeys.record(entity.key, record.id), 'kept'],
    queryFn: ({ pageParam }) => client.insight.keptPrints(entity.key, record.id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: prints,
  })
  const rows = (kept.data?.pages ?? []).flatMap((page) => page.rows)
  if (rows.length === 0) return null
  return (
    <section>
      <h3>{t('keptPrints')}</h3>
      <ul className="m-kept">
        {rows.map((row) => (
          <Kept key={row.id} row={row} />
        ))}
      </ul>
      {kept.hasNextPage ? (
        <Button size="small" loading={kept.isFetchingNextPage} onClick={() => void kept.fetchNextPage()}>
          {t('keptMore')}
        </Button>
      ) : null}
    </section>
  )
}

function Kept({ row }: { readonly row: KeptPrint }): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const { timeZone } = useUi()
  return (
    <li>
      <Icon name="file-text" size={16} />
      <span>
        <a href={client.insight.keptUrl(row.id)} target="_blank" rel="noreferrer">
          {say(row.label, locale)} {row.number}
        </a>
        <small className="m-faint">
          {t('keptBy', { by: row.by, at: formatInstantText(row.at, timeZone) })}
        </small>
      </span>
      <code title={t('keptHash', { hash: row.hash })}>{row.code}</code>
    </li>
  )
}
