import type { DuplicateSearch, WireRecord } from '@mortise/client'
import { duplicateName, type EntityModel } from '@mortise/schema'
import {
  EmptyState,
  ErrorState,
  Icon,
  Link,
  PageHeader,
  Skeleton,
  useLocale,
  useNavigator,
  useT,
  useToast,
} from '@mortise/ui'
import { Button, Checkbox } from 'antd'
import { type ReactNode, useState } from 'react'
import '../styles/duplicates.css'
import '../styles/list.css'
import { MergeDialog } from '../list/merge-dialog.tsx'
import { refusal } from '../record/refusal.ts'
import { pluralOf, useRights, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { useRefresh } from '../workspace/queries.ts'
import { GroupCard } from './group-card.tsx'
import { messages } from './messages.ts'
import { ruleLabel } from './rule-label.ts'
import { type Searching, useDuplicateGroups, useDuplicateSearch } from './use-duplicate-search.ts'

/** Looks through a whole entity for records that count as the same, and settles them group by group. */
export function DuplicatesPage({ entity }: { readonly entity: EntityModel }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const rights = useRights(entity.key)
  const { me } = useWorkspace()
  const { go } = useNavigator()
  const searching = useDuplicateSearch(entity)
  const { search, error } = searching
  const rules = entity.document.duplicates ?? []
  const title = t('title', { name: pluralOf(entity, locale) })
  const back = (
    <Link href={paths.list(entity.key)}>
      <Icon name="arrow-left" size={14} /> {t('back')}
    </Link>
  )
  if (rules.length === 0 || !rights.update || !rights.delete)
    return (
      <>
        <PageHeader title={title} actions={back} />
        <EmptyState
          title={t('noRules')}
          text={t(rules.length === 0 ? 'noRulesYet' : 'noRulesText')}
          action={
            rules.length === 0 && me.design ? (
              <Button type="primary" onClick={() => go(paths.design(`/entity/${entity.key}`))}>
                {t('addRules')}
              </Button>
            ) : null
          }
        />
      </>
    )
  return (
    <>
      <PageHeader title={title} actions={back} />
      <div className="m-page m-duplicates-page">
        {error === null ? null : <ErrorState error={error} />}
        {search === undefined ? (
          error === null && <Skeleton shape="lines" count={3} />
        ) : (
          <>
            <Choice key={`choice ${search?.id ?? ''}`} entity={entity} searching={searching} />
            <Standing search={search} onStop={searching.stop} onRetry={searching.start} />
            {search === null ? (
              <EmptyState
                drawing="search"
                title={t('fresh')}
                text={t('freshText', { name: pluralOf(entity, locale) })}
              />
            ) : null}
            {search === null ||
            (search.groups === 0 && search.state !== 'done' && search.state !== 'canceled') ? null : (
              <Groups key={`groups ${search.id}`} entity={entity} search={search} />
            )}
          </>
        )}
      </div>
    </>
  )
}

/** Which rules to go by, and the button that begins. */
function Choice({
  entity,
  searching,
}: {
  readonly entity: EntityModel
  readonly searching: Searching
}): ReactNode {
  const { model } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const { search, start, starting } = searching
  const rules = entity.document.duplicates ?? []
  const known = rules.map(duplicateName)
  const before = search?.rules.filter((rule) => known.includes(rule)) ?? []
  const [chosen, setChosen] = useState<readonly string[]>(before.length > 0 ? before : known)
  return (
    <section className="m-card m-duplicate-choice">
      <fieldset>
        <legend>{t('by')}</legend>
        {rules.map((rule) => {
          const name = duplicateName(rule)
          return (
            <Checkbox
              key={name}
              checked={chosen.includes(name)}
              onChange={({ target }) =>
                setChosen(known.filter((one) => (one === name ? target.checked : chosen.includes(one))))
              }
            >
              {ruleLabel(rule, { entity, model, locale, t })}
            </Checkbox>
          )
        })}
      </fieldset>
      <Button
        type={search === null ? 'primary' : 'default'}
        icon={<Icon name="search" size={14} />}
        loading={starting}
        disabled={chosen.length === 0 || search?.state === 'running'}
        onClick={() => void start(chosen)}
      >
        {t(search === null ? 'start' : 'again')}
      </Button>
    </section>
  )
}

/** How far the search came, and what it found in numbers. */
function Standing({
  search,
  onStop,
  onRetry,
}: {
  readonly search: DuplicateSearch | null | undefined
  readonly onStop: () => Promise<void>
  readonly onRetry: (rules: readonly string[]) => Promise<void>
}): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const rights = useRights(search?.entity ?? '')
  const at = (iso: string): string =>
    new Date(iso).toLocaleString(locale === 'zh' ? 'zh-CN' : 'en-GB', {
      timeZone: me.workspace.timeZone,
      dateStyle: 'short',
      timeStyle: 'short',
    })
  return (
    <div className="m-duplicate-standing" aria-live="polite">
      {search === null || search === undefined ? null : search.state === 'running' ? (
        <>
          <progress
            max={search.rules.length}
            value={search.done}
            aria-label={t('running', { n: search.done, of: search.rules.length })}
          />
          <span>{t('running', { n: search.done, of: search.rules.length })}</span>
          <Button type="text" onClick={() => void onStop()}>
            {t('stop')}
          </Button>
        </>
      ) : search.state === 'failed' ? (
        <>
          <span className="m-error" role="alert">
            <Icon name="triangle-alert" size={16} /> {t('failed')}
          </span>
          {search.error === null || search.error === '' ? null : (
            <small className="m-faint">{t('why', { why: search.error })}</small>
          )}
          <Button icon={<Icon name="refresh-cw" size={14} />} onClick={() => void onRetry(search.rules)}>
            {t('retry')}
          </Button>
        </>
      ) : (
        <>
          <strong>{t('found', { n: search.groups.toLocaleString('en-US') })}</strong>
          <span className="m-faint">
            {search.state === 'canceled'
              ? t('stopped')
              : t('foundAt', { at: at(search.finishedAt ?? search.createdAt) })}
          </span>
          {rights.export && search.groups > 0 ? (
            <Button
              icon={<Icon name="download" size={14} />}
              href={client.duplicates.exportUrl(search.id, 'xlsx')}
            >
              {t('export')}
            </Button>
          ) : null}
        </>
      )}
    </div>
  )
}

function Groups({
  entity,
  search,
}: {
  readonly entity: EntityModel
  readonly search: DuplicateSearch
}): ReactNode {
  const { client, model } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const refresh = useRefresh()
  const [merging, setMerging] = useState<readonly WireRecord[]>()
  const pages = useDuplicateGroups(entity, search)
  const groups = pages.data?.pages.flatMap(({ data }) => data) ?? []
  const rules = entity.document.duplicates ?? []
  const apart = async (n: number, record?: string): Promise<void> => {
    try {
      const pairs = await client.duplicates.keepApart(search.id, record === undefined ? { n } : { n, record })
      const undo = async (): Promise<void> => {
        await client.duplicates.undoApart(search.id, n, pairs)
        await refresh(entity.key)
      }
      toast({ text: t('apartDone'), undo })
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
    }
    await refresh(entity.key)
  }
  if (pages.isError) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.data === undefined) return <Skeleton shape="cards" count={3} />
  if (groups.length === 0 && !pages.hasNextPage && search.state !== 'running')
    return search.groups === 0 ? (
      <EmptyState title={t('nothing')} text={t('nothingText')} />
    ) : (
      <EmptyState title={t('settled')} text={t('settledText')} />
    )
  return (
    <>
      {groups.map((group) => {
        const rule = rules.find((one) => duplicateName(one) === group.rule)
        return (
          <GroupCard
            key={group.n}
            {...{ entity, group, rule }}
            label={
              rule === undefined
                ? group.rule
                : ruleLabel({ ...rule, across: [] }, { entity, model, locale, t })
            }
            onMerge={setMerging}
            onApart={(record) => void apart(group.n, record)}
          />
        )
      })}
      {pages.hasNextPage ? (
        <Button
          className="m-duplicate-more"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
      {merging === undefined ? null : (
        <MergeDialog
          entity={entity}
          records={merging}
          onClose={() => setMerging(undefined)}
          onDone={() => setMerging(undefined)}
        />
      )}
    </>
  )
}
