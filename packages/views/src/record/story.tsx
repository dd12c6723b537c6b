import type { TimelineEntry, WireRecord } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { EmptyState, ErrorState, SegmentedControl, Skeleton, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'
import { Entry } from './story-entry.tsx'
import { type StoryFilter, useStory } from './use-story.ts'

type Kind = TimelineEntry['kind']

const allKinds: readonly Kind[] = ['comment', 'history', 'flow', 'related']
const day = 86_400_000
const spans = [
  ['week', 7],
  ['month', 30],
  ['quarter', 90],
  ['year', 365],
] as const

/** What happened to a record, newest first; by kind, by person, by time. */
export function Story({
  entity,
  record,
  kinds: offered,
}: {
  readonly entity: EntityModel
  readonly record: WireRecord
  /** Only these kinds; all when nothing is said. */
  readonly kinds?: readonly string[] | undefined
}): ReactNode {
  const t = useT(messages)
  const kinds = allKinds.filter((kind) => offered === undefined || offered.includes(kind))
  const [kind, setKind] = useState<Kind | 'all'>('all')
  const [actor, setActor] = useState<string>()
  const [since, setSince] = useState<string>()
  const filter: StoryFilter = {
    kinds: kind === 'all' ? (offered === undefined ? [] : kinds) : [kind],
    actor,
    since,
  }
  const story = useStory({ entity: entity.key, id: record.id }, filter)
  const entries = story.data?.pages.flat() ?? []
  const isFiltered = kind !== 'all' || actor !== undefined || since !== undefined
  return (
    <div className="m-story-block">
      <div className="m-story-tools">
        {kinds.length < 2 ? null : (
          <SegmentedControl
            label={t('timeline')}
            value={kind}
            onChange={setKind}
            options={[
              { value: 'all' as const, label: t('allKinds') },
              ...kinds.map((one) => ({ value: one, label: t(`kind_${one}`) })),
            ]}
          />
        )}
        <div className="m-row">
          <People value={actor} onChange={setActor} />
          <Since value={since} onChange={setSince} />
        </div>
      </div>
      {story.isPending ? <Skeleton shape="lines" count={6} /> : null}
      {story.isError ? <ErrorState error={story.error} onRetry={() => void story.refetch()} /> : null}
      {story.isSuccess && entries.length === 0 ? (
        <EmptyState
          drawing="talk"
          title={t(isFiltered ? 'nothingFits' : 'nothing')}
          {...(isFiltered ? {} : { text: t('nothingText') })}
        />
      ) : null}
      <ol className="m-story-list">
        {entries.map((entry, at) => (
          <Entry
            key={`${entry.kind}-${entry.id ?? ''}-${entry.at}-${at}`}
            entry={entry}
            entity={entity}
            record={record}
          />
        ))}
      </ol>
      {story.hasNextPage ? (
        <Button type="text" loading={story.isFetchingNextPage} onClick={() => void story.fetchNextPage()}>
          {t('older')}
        </Button>
      ) : null}
    </div>
  )
}

function People({
  value,
  onChange,
}: {
  readonly value: string | undefined
  readonly onChange: (actor: string | undefined) => void
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const people = useQuery({
    queryKey: ['people', 'mentionable'],
    queryFn: () => client.people.users(),
    staleTime: 5 * 60_000,
  })
  return (
    <Select<string>
      size="small"
      variant="borderless"
      allowClear
      aria-label={t('byPerson')}
      placeholder={t('byPerson')}
      value={value ?? null}
      options={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}

function Since({
  value,
  onChange,
}: {
  readonly value: string | undefined
  readonly onChange: (since: string | undefined) => void
}): ReactNode {
  const t = useT(messages)
  // Whole days: the same choice asks the same question all day long.
  const [today] = useState(() => Math.floor(Date.now() / day) * day)
  return (
    <Select<string>
      size="small"
      variant="borderless"
      allowClear
      aria-label={t('byTime')}
      placeholder={t('byTime')}
      value={value ?? null}
      options={spans.map(([name, days]) => ({
        value: new Date(today - days * day).toISOString(),
        label: t(`since_${name}`),
      }))}
      popupMatchSelectWidth={false}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}
