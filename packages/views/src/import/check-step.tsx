import type { DryRun, ImportCounts } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { ErrorState, Link, Skeleton, useT, useToast } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { useRefresh } from '../workspace/queries.ts'
import { messages } from './messages.ts'
import { ReviewList } from './review-list.tsx'

function Counts({
  counts,
  review = 0,
}: {
  readonly counts: ImportCounts
  readonly review?: number | undefined
}): ReactNode {
  const t = useT(messages)
  const entries = [
    ['willCreate', counts.create],
    ['willUpdate', counts.update],
    ['willSkip', counts.skip],
    ['willFail', counts.error],
    ...(review > 0 ? [['willReview', review] as const] : []),
  ] as const
  return (
    <dl className="m-import-counts">
      {entries.map(([key, n]) => (
        <div key={key} data-bad={key === 'willFail' && n > 0}>
          <dd>{n.toLocaleString('en-US')}</dd>
          <dt>{t(key)}</dt>
        </div>
      ))}
    </dl>
  )
}

/** What rules would do with the records, so that nobody starts a thousand tasks unawares. */
function RulePreview({
  dryRun,
  runRules,
}: {
  readonly dryRun: DryRun
  readonly runRules: boolean
}): ReactNode {
  const t = useT(messages)
  const { rules = [], rowsPreviewed = 0 } = dryRun
  const hit = rules.filter(({ matches }) => matches > 0)
  if (hit.length === 0) return null
  return (
    <section className="m-card m-import-rules">
      <h4>{t('rulesWould', { n: rowsPreviewed.toLocaleString('en-US') })}</h4>
      {runRules ? null : <p className="m-faint">{t('rulesOff')}</p>}
      <ul>
        {hit.map(({ rule, label, matches, actions }) => (
          <li key={rule}>
            <span>{label}</span>
            <span className="m-faint">
              {[
                t('ruleMatches', { n: matches.toLocaleString('en-US') }),
                ...actions.map((one) => `${one.label} ×${one.count.toLocaleString('en-US')}`),
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What the import would do, with every faulty cell. */
export function CheckStep({
  id,
  dryRun,
  runRules,
  onBack,
  onDone,
}: {
  readonly id: string
  readonly dryRun: DryRun
  readonly runRules: boolean
  readonly onBack: () => void
  readonly onDone: () => void
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const { counts, errors } = dryRun
  const start = async (): Promise<void> => {
    setBusy(true)
    try {
      await client.imports.command(id, 'start')
      onDone()
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    setBusy(false)
  }
  return (
    <>
      <Counts counts={counts} review={dryRun.review} />
      <RulePreview dryRun={dryRun} runRules={runRules} />
      {errors.length === 0 ? null : (
        <div className="m-card m-scroll-x m-import-map">
          <table className="m-simple-table">
            <thead>
              <tr>
                <th scope="col">{t('line')}</th>
                <th scope="col">{t('column')}</th>
                <th scope="col">{t('problem')}</th>
              </tr>
            </thead>
            <tbody>
              {errors.slice(0, 100).map((error, at) => (
                <tr key={at}>
                  <td>{error.line}</td>
                  <td>{error.column}</td>
                  <td>{error.message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <footer className="m-import-foot">
        {errors.length === 0 ? null : <Button href={client.imports.errorsUrl(id)}>{t('errorFile')}</Button>}
        <span className="m-spring" />
        <Button onClick={onBack}>{t('back')}</Button>
        <Button
          type="primary"
          loading={busy}
          disabled={counts.create + counts.update + (dryRun.review ?? 0) === 0}
          onClick={() => void start()}
        >
          {t('start')}
        </Button>
      </footer>
    </>
  )
}

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
}: {
  readonly id: string
  readonly entity: EntityModel
  readonly name: string
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const refresh = useRefresh()
  const state = useQuery({
    queryKey: ['import', id],
    queryFn: () => client.imports.state(id),
    refetchInterval: (query) => (ended.has(query.state.data?.state ?? '') ? false : 1000),
  })
  if (state.isPending) return <Skeleton shape="lines" count={4} />
  if (state.isError) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />
  const { total = 0, done = 0, counts, review = 0, message } = state.data
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
      </div>
      {message === undefined ? null : <p className="m-faint">{message}</p>}
      <Progress
        percent={total === 0 ? (over ? 100 : 0) : Math.round((done / total) * 100)}
        aria-label={t(title)}
        status={failed || (over && !written) ? 'exception' : over ? 'success' : 'active'}
      />
      {counts === undefined ? null : <Counts counts={counts} review={review} />}
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
            <Button href={client.imports.errorsUrl(id)}>{t('errorFile')}</Button>
          ) : null}
          {state.data.state === 'reverted' || !written ? null : (
            <Button danger onClick={() => void revert()}>
              {t('revert')}
            </Button>
          )}
          <span className="m-spring" />
          <Link href={paths.list(entity.key)}>{t('toList', { name })}</Link>
        </footer>
      ) : null}
    </div>
  )
}
