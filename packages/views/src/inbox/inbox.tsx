import type { Box, WorkItem } from '@mortise/client'
import { say } from '@mortise/errors'
import {
  EmptyState,
  ErrorState,
  IconButton,
  Link,
  PageHeader,
  RelativeTime,
  SegmentedControl,
  Skeleton,
  Tag,
  useLocale,
  useNarrow,
  useNavigator,
  useT,
} from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { type ReactNode, useState } from 'react'
import '../styles/inbox.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys } from '../workspace/queries.ts'
import { useKeptFlows } from '../runs/use-kept-flows.ts'
import { BatchApprove } from './batch-approve.tsx'
import { messages } from './messages.ts'
import { RunDetail } from './run-detail.tsx'
import { WorkItemDetail } from './work-item-detail.tsx'

const boxes = ['todo', 'done', 'started', 'cc'] as const satisfies readonly Box[]

/** What waits for the person, beside the item being looked at. */
export function Inbox({
  open,
  onOpen,
}: {
  readonly open: string | undefined
  readonly onOpen: (id: string | undefined) => void
}): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const narrow = useNarrow()
  const { go } = useNavigator()
  const [box, setBox] = useState<Box>('todo')
  const [picked, setPicked] = useState<ReadonlySet<string>>()
  const kept = useKeptFlows()
  const items = useQuery({ queryKey: [...queryKeys.inbox, box], queryFn: () => client.work.items(box) })
  const shown = open ?? (narrow ? undefined : items.data?.[0]?.id)
  const current = items.data?.find((item) => item.id === shown)
  return (
    <div className="m-inbox" data-detail={shown !== undefined && narrow}>
      <section className="m-inbox-list">
        <PageHeader
          title={t('title')}
          actions={
            <>
              {box === 'todo' && picked === undefined && (items.data?.length ?? 0) > 1 ? (
                <Button onClick={() => setPicked(new Set())}>{t('batch')}</Button>
              ) : null}
              <IconButton icon="user-cog" label={t('agents')} onClick={() => go(paths.settings('agents'))} />
              {kept.flows.length === 0 ? null : (
                <Link href={paths.runs()}>
                  {kept.stopped === 0 ? t('runs') : t('runsStopped', { n: kept.stopped })}
                </Link>
              )}
              <Link href={paths.efficiency()}>{t('efficiency')}</Link>
            </>
          }
        >
          <div className="m-inbox-boxes">
            <SegmentedControl
              label={t('boxes')}
              value={box}
              onChange={(next) => {
                setBox(next)
                setPicked(undefined)
                onOpen(undefined)
              }}
              options={boxes.map((one) => ({
                value: one,
                label:
                  one === 'todo' && me.todo > 0 ? `${t(one)} ${me.todo < 1000 ? me.todo : '999+'}` : t(one),
              }))}
            />
          </div>
        </PageHeader>
        {items.isPending ? <Skeleton shape="record" count={5} /> : null}
        {items.isError ? <ErrorState error={items.error} onRetry={() => void items.refetch()} /> : null}
        {items.data?.length === 0 ? (
          <EmptyState
            drawing="inbox"
            title={t(box === 'todo' ? 'emptyTodo' : 'empty')}
            text={t(box === 'todo' ? 'emptyTodoText' : 'emptyText')}
          />
        ) : null}
        <ul className={picked === undefined ? '' : 'm-inbox-picking'}>
          {items.data?.map((item) => (
            <li key={item.id}>
              {picked === undefined ? null : (
                <Checkbox
                  checked={picked.has(item.id)}
                  aria-label={t('pickOne', { title: item.title })}
                  onChange={() => setPicked(toggled(picked, item.id))}
                />
              )}
              <ItemButton item={item} box={box} current={item.id === shown} onOpen={() => onOpen(item.id)} />
            </li>
          ))}
        </ul>
        {picked === undefined ? null : (
          <BatchApprove
            items={items.data ?? []}
            picked={picked}
            onPick={setPicked}
            onOpen={onOpen}
            onClose={() => setPicked(undefined)}
          />
        )}
      </section>
      <section className="m-inbox-detail">
        {shown === undefined ? (
          items.data === undefined || items.data.length === 0 ? null : (
            <EmptyState drawing="inbox" title={t('pick')} />
          )
        ) : current?.id === current?.instanceId && current !== undefined ? (
          <RunDetail key={shown} id={shown} onBack={() => onOpen(undefined)} />
        ) : (
          <WorkItemDetail
            key={shown}
            id={shown}
            open={box === 'todo' && current !== undefined}
            onBack={() => onOpen(undefined)}
            onDone={() => onOpen(undefined)}
          />
        )}
      </section>
    </div>
  )
}

function toggled(picked: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(picked)
  if (!next.delete(id)) next.add(id)
  return next
}

const tints: { readonly [state: string]: string } = {
  running: 'blue',
  active: 'blue',
  approved: 'green',
  rejected: 'red',
  failed: 'red',
  returned: 'amber',
}

/** What became of a task or of a run, and at which step that is. */
function Outcome({ item, box }: { readonly item: WorkItem; readonly box: Box }): ReactNode {
  const t = useT(messages)
  const state = box === 'started' ? (item.status ?? item.state) : item.state
  const running = state === 'running' || state === 'active'
  const key = (box === 'started' ? `run_${state}` : `state_${state}`) as keyof typeof messages
  const word = Object.hasOwn(messages, key) ? t(key) : item.nodeName
  return (
    <Tag color={tints[state]}>{running && item.nodeName !== '' && box !== 'cc' ? item.nodeName : word}</Tag>
  )
}

function ItemButton({
  item,
  box,
  current,
  onOpen,
}: {
  readonly item: WorkItem
  readonly box: Box
  readonly current: boolean
  readonly onOpen: () => void
}): ReactNode {
  const { model } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const [now] = useState(() => Date.now())
  const late = item.dueAt !== null && Date.parse(item.dueAt) < now
  return (
    <button type="button" className="m-inbox-item" aria-current={current} onClick={onOpen}>
      <span className="m-row">
        <strong className="m-clip">{item.title}</strong>
        <span className="m-spring" />
        <RelativeTime value={item.createdAt} />
      </span>
      <span className="m-row">
        <span className="m-faint m-clip">
          {[
            item.number ?? '',
            say(model.entity(item.entity)?.document.label, locale),
            t('by', { name: item.starter }),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
        <span className="m-spring" />
        {box !== 'todo' ? (
          <Outcome item={item} box={box} />
        ) : item.dueAt === null ? (
          <Tag>{item.nodeName}</Tag>
        ) : (
          <Tag color={late ? 'red' : 'amber'}>
            {late ? (
              t('overdue')
            ) : (
              <>
                {t('due')} <RelativeTime value={item.dueAt} />
              </>
            )}
          </Tag>
        )}
      </span>
      {(item.summary ?? '') === '' ? null : <span className="m-faint m-clip">{item.summary}</span>}
      {(item.onBehalfOf ?? null) === null || (box !== 'todo' && box !== 'done') ? null : (
        <span>
          <Tag color="violet">{t('behalfTag', { name: item.onBehalfOf ?? '' })}</Tag>
        </span>
      )}
    </button>
  )
}
