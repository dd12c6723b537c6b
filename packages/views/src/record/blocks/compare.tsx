import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import { relatedFilter } from '@mortise/schema'
import {
  EmptyState,
  ErrorState,
  IconButton,
  SegmentedControl,
  Skeleton,
  Tag,
  useLocale,
  useT,
} from '@mortise/ui'
import { Select } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import '../../styles/compare.css'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { useRecords } from '../../workspace/queries.ts'
import { type ClausePair, compareTexts } from '../compare/compare-texts.ts'
import { plainOf } from '../compare/plain-of.ts'
import type { Run } from '../compare/words.ts'
import { messages } from '../messages.ts'
import { labelSetting, otherField, relatedSettings } from './settings.ts'
import type { BlockProps, BlockType } from './types.ts'

function CompareBlock(props: BlockProps): ReactNode {
  const { block, entity, record } = props
  const { model, me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const target = model.entity(block.entity ?? '')
  const relation = entity.relations.find((one) => one.target === block.entity && one.via === block.field)
  const rights = me.entities[target?.key ?? '']
  const { body = '' } = block
  const readable = target !== undefined && rights?.read === true && Object.hasOwn(rights.fields, body)
  const title = target?.document.title ?? 'id'
  const list = useRecords(
    {
      entity: target?.key ?? '',
      fields: [title],
      filter: relation === undefined ? { '==': [{ var: 'id' }, ''] } : relatedFilter(relation, record),
      sort: [{ field: 'created_at', dir: 'asc' }],
      limit: 100,
    },
    readable && relation !== undefined,
  )
  if (!readable || relation === undefined) return null
  const heading = say(block.label, locale)
  return (
    <section className="m-block m-compare">
      {heading === '' ? null : <h3>{heading}</h3>}
      {list.isPending ? (
        <Skeleton shape="cards" count={2} />
      ) : list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : list.data.data.length < 2 ? (
        <EmptyState drawing="talk" title={t('compareFew')} text={t('compareFewText')} />
      ) : (
        <Versions entity={target.key} body={body} title={title} versions={list.data.data} />
      )}
    </section>
  )
}

type VersionsProps = {
  readonly entity: string
  readonly body: string
  readonly title: string
  readonly versions: readonly WireRecord[]
}

/** The last version against the one before it, until somebody chooses others. */
function Versions({ entity, body, title, versions }: VersionsProps): ReactNode {
  const t = useT(messages)
  const [chosen, choose] = useState<{ readonly before?: string; readonly after?: string }>({})
  const known = (id: string | undefined): boolean => versions.some((one) => one.id === id)
  const before = known(chosen.before) ? chosen.before : versions.at(-2)?.id
  const after = known(chosen.after) ? chosen.after : versions.at(-1)?.id
  const options = versions.map((one) => ({ value: one.id, label: String(one[title] ?? one.id) }))
  const ids = [before, after].filter((id) => id !== undefined)
  const texts = useRecords({
    entity,
    fields: [title, body],
    filter: { in: [{ var: 'id' }, ids] },
    limit: 2,
  })
  const textOf = (id: string | undefined): string => {
    const value = texts.data?.data.find((one) => one.id === id)?.[body]
    return typeof value === 'string' ? plainOf(value) : ''
  }
  const nameOf = (id: string | undefined): string => options.find(({ value }) => value === id)?.label ?? ''
  const [a, b] = [textOf(before), textOf(after)]
  const empty = [before, after].find((id) => textOf(id).trim() === '')
  return (
    <>
      <div className="m-compare-choice">
        <Select
          aria-label={t('compareBefore')}
          value={before ?? null}
          options={options}
          onChange={(id) => choose({ before: id, after: after ?? '' })}
        />
        <IconButton
          icon="repeat"
          label={t('compareSwap')}
          onClick={() => choose({ before: after ?? '', after: before ?? '' })}
        />
        <Select
          aria-label={t('compareAfter')}
          value={after ?? null}
          options={options}
          onChange={(id) => choose({ before: before ?? '', after: id })}
        />
      </div>
      {texts.isPending ? (
        <Skeleton shape="cards" count={2} />
      ) : texts.isError ? (
        <ErrorState error={texts.error} onRetry={() => void texts.refetch()} />
      ) : empty !== undefined ? (
        <p className="m-compare-note">{t('compareNoText', { name: nameOf(empty) })}</p>
      ) : (
        <Clauses before={a} after={b} />
      )}
    </>
  )
}

function Clauses({ before, after }: { readonly before: string; readonly after: string }): ReactNode {
  const t = useT(messages)
  const [whole, setWhole] = useState(false)
  const pairs = useMemo(() => compareTexts(before, after), [before, after])
  const count = (kind: ClausePair['kind']): number => pairs.filter((one) => one.kind === kind).length
  const differing = pairs.filter(({ kind }) => kind !== 'same')
  const shown = whole ? pairs : differing
  return (
    <>
      <div className="m-compare-bar">
        <span role="status">
          {differing.length === 0
            ? t('compareSame')
            : t('compareCounts', {
                changed: count('changed'),
                added: count('added'),
                removed: count('removed'),
              })}
        </span>
        <SegmentedControl
          label={t('compareShow')}
          value={whole ? 'all' : 'only'}
          options={[
            { value: 'only', label: t('compareOnly') },
            { value: 'all', label: t('compareAll') },
          ]}
          onChange={(value) => setWhole(value === 'all')}
        />
      </div>
      <ol className="m-compare-list">
        {shown.map((pair, at) => (
          <ClauseRow key={at} pair={pair} />
        ))}
      </ol>
    </>
  )
}

const marks = {
  same: ['compareUnchanged', 'gray'],
  changed: ['compareChanged', 'amber'],
  added: ['compareAdded', 'green'],
  removed: ['compareRemoved', 'red'],
} as const

/** A clause before and after; what went is struck out, what came is underlined, so that colour is not all there is. */
function ClauseRow({ pair }: { readonly pair: ClausePair }): ReactNode {
  const t = useT(messages)
  const { kind, before, after, runs } = pair
  const [word, tint] = marks[kind]
  const renumbered =
    before !== undefined && after !== undefined && before.number !== after.number
      ? t('compareRenumbered', { from: before.number, to: after.number })
      : undefined
  return (
    <li data-kind={kind}>
      <p className="m-compare-head">
        <b>{(after ?? before)?.number}</b>
        <Tag color={tint}>{t(word)}</Tag>
        {renumbered === undefined ? null : <span>{renumbered}</span>}
      </p>
      <div className="m-compare-pair">
        <Side runs={runs} text={before?.text} without="added" />
        <Side runs={runs} text={after?.text} without="removed" />
      </div>
    </li>
  )
}

type SideProps = {
  readonly runs: readonly Run[] | undefined
  readonly text: string | undefined
  readonly without: Run['kind']
}

function Side({ runs, text, without }: SideProps): ReactNode {
  if (text === undefined) return <p aria-hidden="true" className="m-compare-none" />
  const own = runs?.filter(({ kind }) => kind !== without) ?? [{ kind: 'same' as const, text }]
  return (
    <p>
      {own.map(({ kind, text: words }, at) =>
        kind === 'same' ? (
          words
        ) : kind === 'removed' ? (
          <del key={at}>{words}</del>
        ) : (
          <ins key={at}>{words}</ins>
        ),
      )}
    </p>
  )
}

/** Two versions of a long text, clause by clause: of records that belong here. */
export const compareBlock: BlockType = {
  type: 'compare',
  label: { zh: '版本比对', en: 'Compare versions' },
  icon: 'files',
  description: {
    zh: '两个版本的长文本逐条比对，标出增删的字词',
    en: 'Two versions of a long text, clause by clause, with the words that came and went',
  },
  place: 'main',
  settings: [labelSetting, ...relatedSettings, otherField('body', '正文字段', 'Field of the text')],
  Component: CompareBlock,
}
