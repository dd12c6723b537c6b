import type { EntityModel } from '@mortise/schema'
import { ErrorState, Link, Skeleton, useT, useToast } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { messages } from './messages.ts'
import { seenText } from './seen-text.ts'

/** Rows that may be records that are there: a person says of each what it is. */
export function ReviewList({
  id,
  entity,
  onDecided,
}: {
  readonly id: string
  readonly entity: EntityModel
  readonly onDecided: () => void
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const rows = useQuery({ queryKey: ['import-review', id], queryFn: () => client.imports.review(id) })
  if (rows.isPending) return <Skeleton shape="lines" count={3} />
  if (rows.isError) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
  if (rows.data.length === 0) return null
  const decide = async (
    index: number,
    what: 'create' | 'update' | 'skip',
    record?: string,
  ): Promise<void> => {
    setBusy(true)
    try {
      await client.imports.decide(id, [{ index, do: what, ...(record === undefined ? {} : { id: record }) }])
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    await rows.refetch()
    setBusy(false)
    onDecided()
  }
  return (
    <section className="m-stack">
      <h3>{t('reviewTitle')}</h3>
      {rows.data.map(({ index, line, cells, candidates }) => (
        <article key={index} className="m-card m-import-review">
          <p className="m-faint">{t('inFile', { line })}</p>
          <p>
            {Object.values(cells)
              .filter((cell) => cell !== '')
              .map((cell) => seenText(cell))
              .join(' · ')}
          </p>
          {candidates.map((one) => (
            <div key={one.id} className="m-row">
              <Link href={paths.record(entity.key, one.id)}>
                {String(one.values[entity.document.title] ?? one.id)}
              </Link>
              <span className="m-spring" />
              <Button disabled={busy} onClick={() => void decide(index, 'update', one.id)}>
                {t('isThis')}
              </Button>
            </div>
          ))}
          <footer className="m-import-foot">
            <Button disabled={busy} onClick={() => void decide(index, 'skip')}>
              {t('skipRow')}
            </Button>
            <Button disabled={busy} onClick={() => void decide(index, 'create')}>
              {t('isNew')}
            </Button>
          </footer>
        </article>
      ))}
    </section>
  )
}
