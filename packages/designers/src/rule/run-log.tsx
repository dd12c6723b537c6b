import { say } from '@mortise/errors'
import {
  Card,
  EmptyState,
  ErrorState,
  Icon,
  Link,
  RelativeTime,
  Skeleton,
  Tag,
  useLocale,
  useT,
  useToast,
} from '@mortise/ui'
import { paths } from '@mortise/views'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { SegmentedControl } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { useDocuments, useWorkbench } from '../workbench/context.tsx'
import type { RuleRun } from '../workbench/rules-api.ts'
import { messages as ruleMessages } from './messages.ts'
import { messages } from './run-messages.ts'

const states = ['done', 'retrying', 'failed', 'stopped'] as const
const tones = { done: 'green', retrying: 'orange', failed: 'red', stopped: 'red' } as const
const actionTones = { done: 'green', failed: 'red', left: 'grey' } as const
const events = new Set([
  'create',
  'update',
  'delete',
  'restore',
  'schedule',
  'dateRelative',
  'manual',
  'message',
  'related',
  'behaviour',
  'left',
])

/** What rules did, newest first: each run with the state of its actions, to try again or to run anew. */
export function RunLog({ rule }: { readonly rule?: string }): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const [state, setState] = useState<(typeof states)[number] | 'any'>('any')
  const runs = useInfiniteQuery({
    queryKey: ['design', 'rule-runs', rule, state],
    queryFn: ({ pageParam }) =>
      api.ruleRuns({ rule, state: state === 'any' ? undefined : state, cursor: pageParam || undefined }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const all = runs.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <Card
      title={t('runsTab')}
      actions={
        <span className="m-row d-plan-head">
          <SegmentedControl
            label={t('allState')}
            value={state}
            options={[
              { value: 'any', label: t('anyState') },
              ...states.map((one) => ({ value: one, label: t(`state_${one}`) })),
            ]}
            onChange={setState}
          />
          <Button
            size="small"
            icon={<Icon name="refresh-cw" size={14} />}
            onClick={() => void runs.refetch()}
          >
            {t('refresh')}
          </Button>
        </span>
      }
    >
      {runs.isPending ? <Skeleton shape="rows" count={5} /> : null}
      {runs.error === null ? null : <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.isSuccess && all.length === 0 ? (
        <EmptyState drawing="list" title={t('noRuns')} text={t('noRunsText')} />
      ) : null}
      <ul className="d-runs">
        {all.map((run) => (
          <RunLine key={run.id} run={run} named={rule === undefined} />
        ))}
      </ul>
      {runs.hasNextPage ? (
        <Button loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
          {t('older')}
        </Button>
      ) : null}
    </Card>
  )
}

function RunLine({ run, named }: { readonly run: RuleRun; readonly named: boolean }): ReactNode {
  const t = useT(messages)
  const rt = useT(ruleMessages)
  const locale = useLocale()
  const { api, model } = useWorkbench()
  const toast = useToast()
  const queries = useQueryClient()
  const document = useDocuments('rule').find(({ key }) => key === run.rule)
  const [open, setOpen] = useState(run.state === 'failed')
  const again = useMutation({
    mutationFn: (what: 'failed' | 'all') => api.replayRun(run.id, what),
    onSuccess: async (_, what) => {
      toast({ text: t(what === 'failed' ? 'retried' : 'replayedNow') })
      await queries.invalidateQueries({ queryKey: ['design', 'rule-runs'] })
    },
    onError: (error) => toast({ text: error.message, tone: 'danger' }),
  })
  const event = events.has(run.event) ? rt(run.event as 'create') : run.event
  const entity = say(model.entity(run.entity)?.document.label, locale) || run.entity
  return (
    <li>
      <button type="button" className="d-run" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? 'chevron-down' : 'chevron-right'} size={14} />
        <Tag color={tones[run.state]}>{t(`state_${run.state}`)}</Tag>
        {named ? <b className="m-clip">{say(document?.label, locale) || run.rule}</b> : null}
        <span className="m-clip">
          {entity} · {event}
        </span>
        {run.replayOf === null ? null : <Tag>{t('replayed')}</Tag>}
        {run.attempts > 1 ? <span className="m-faint">{t('attempts', { n: run.attempts })}</span> : null}
        <span className="m-spring" />
        <RelativeTime value={run.endedAt} />
      </button>
      {open ? (
        <div className="d-run-inner">
          <ErrorWords error={run.error} />
          <ol>
            {run.actions.map((action) => (
              <li key={action.index}>
                <Tag color={actionTones[action.state]}>{t(`action_${action.state}`)}</Tag>
                <ActionName type={action.type} at={action.index} />
                <ErrorWords error={action.error} />
              </li>
            ))}
          </ol>
          <div className="m-row d-plan-head">
            <Link href={paths.record(run.entity, run.recordId)}>{t('openRecord')}</Link>
            {run.state === 'failed' || run.state === 'retrying' ? (
              <Button size="small" loading={again.isPending} onClick={() => again.mutate('failed')}>
                {t('retry')}
              </Button>
            ) : null}
            <Button size="small" loading={again.isPending} onClick={() => again.mutate('all')}>
              {t('replay')}
            </Button>
          </div>
        </div>
      ) : null}
    </li>
  )
}

/** An action by the name of its type. */
export function ActionName({ type, at }: { readonly type: string; readonly at: number }): ReactNode {
  const locale = useLocale()
  const { kit } = useWorkbench()
  return (
    <span>
      <span className="m-faint m-num">{at + 1}.</span> {kit.actions.find(type)?.label[locale] ?? type}
    </span>
  )
}

function ErrorWords({ error }: { readonly error: RuleRun['error'] }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  if (error === null || typeof error !== 'object') return null
  const words = error[locale] ?? (error.code === 'RULE_LIMIT' ? t('limitReached') : error.code)
  return words === undefined ? null : <span className="m-error">{words}</span>
}
