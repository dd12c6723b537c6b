import { listed, say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { ErrorState, Skeleton, useLocale, useConfirm, useNavigator, useT, useToast } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { useRefresh } from '../workspace/queries.ts'
import { Counts } from './counts.tsx'
import { formatOf } from './format-of.ts'
import { messages } from './messages.ts'
import { seenText } from './seen-text.ts'
import { ReviewList } from './review-list.tsx'

const titles: { readonly [state: string]: 'reverted' | 'failed' | 'paused' | 'canceled' } = {
  reverted: 'reverted',
  failed: 'failed',
  paused: 'paused',
  canceled: 'canceled',
}

const ended = new Set(['done', 'finished', 'failed', 'canceled', 'cancelled', 'reverted'])

/** The import as it runs, and how it ended; it can be taken back as a whole. */
export function RunStep({
  id,
  entity,
  name,
  onAgain,
}: {
  readonly id: string
  readonly entity: EntityModel
  readonly name: string
  readonly onAgain: () => void
}): ReactNode {
  const { client, model } = useWorkspace()
  const locale = useLocale()
  const t = useT(messages)
  const toast = useToast()
  const confirm = useConfirm()
  const refresh = useRefresh()
  const { go } = useNavigator()
  const state = useQuery({
    queryKey: ['import', id],
    queryFn: () => client.imports.state(id),
    refetchInterval: (query) => (ended.has(query.state.data?.state ?? '') ? false : 1000),
  })
  if (state.isPending) return <Skeleton shape="lines" count={4} />
  if (state.isError) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />
  const { total = 0, done = 0, counts, review = 0, message, made = {} } = state.data
  const madeText = listed(
    Object.entries(made).map(([key, n]) => {
      const label = model.entity(key)?.document.label
      return t('countOf', {
        n: n.toLocaleString('en-US'),
        name: label === undefined ? key : say(label, locale),
      })
    }),
    locale,
  )
  const over = ended.has(state.data.state)
  const failed = state.data.state === 'failed'
  const written = counts === undefined || counts.create + counts.update > 0
  const title = titles[state.data.state] ?? (!over ? 'running' : written ? 'finished' : 'finishedEmpty')
  const command = async (what: 'pause' | 'resume' | 'cancel'): Promise<void> => {
    try {
      await client.imports.command(id, what)
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    await state.refetch()
  }
  const revert = async (): Promise<void> => {
    if (!(await confirm({ title: t('revertAsk'), body: t('revertText'), action: t('revert'), danger: true })))
      return
    try {
      await client.imports.command(id, 'revert')
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    await Promise.all([state.refetch(), refresh(entity.key)])
  }
  return (
    <div className="m-stack">
      <div role="status">
        <h3>{t(title)}</h3>
        <p className="m-faint m-import-name">{seenText(state.data.fileName ?? '')}</p>
      </div>
      {message === undefined ? null : <p className="m-faint">{message}</p>}
      <Progress
        percent={total === 0 ? (over ? 100 : 0) : Math.round((done / total) * 100)}
        aria-label={t(title)}
        status={failed || (over && !written) ? 'exception' : over ? 'success' : 'active'}
      />
      {counts === undefined ? null : <Counts counts={counts} review={review} />}
      {madeText === '' ? null : <p className="m-faint">{t('alsoMade', { names: madeText })}</p>}
      {review > 0 && over ? (
        <ReviewList id={id} entity={entity} onDecided={() => void state.refetch()} />
      ) : null}
      {over ? null : (
        <footer className="m-import-foot">
          {state.data.state === 'paused' ? (
            <Button type="primary" onClick={() => void command('resume')}>
              {t('resume')}
            </Button>
          ) : (
            <Button onClick={() => void command('pause')}>{t('pause')}</Button>
          )}
          <Button danger onClick={() => void command('cancel')}>
            {t('cancel')}
          </Button>
        </footer>
      )}
      {over ? (
        <footer className="m-import-foot">
          {counts !== undefined && counts.error > 0 ? (
            <Button href={client.imports.errorsUrl(id, formatOf(state.data.form))}>{t('errorFile')}</Button>
          ) : null}
          {state.data.state === 'reverted' || !written ? null : (
            <Button onClick={() => void revert()}>{t('revert')}</Button>
          )}
          <span className="m-spring" />
          <Button onClick={onAgain}>{t('another')}</Button>
          <Button
            type="primary"
            href={paths.list(entity.key)}
            onClick={(event) => {
              event.preventDefault()
              go(paths.list(entity.key))
            }}
          >
            {t('toList', { name })}
          </Button>
        </footer>
      ) : null}
    </div>
  )
}
