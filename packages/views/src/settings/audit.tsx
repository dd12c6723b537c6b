import type { AuditLine, AuditPage, AuditSearch, UserEntry } from '@mortise/client'
import { listed, say } from '@mortise/errors'
import { documentKinds } from '@mortise/schema'
import {
  EmptyState,
  ErrorState,
  HeadRow,
  Icon,
  Link,
  Skeleton,
  Tag,
  useLocale,
  useT,
  useToast,
  WholeTime,
} from '@mortise/ui'
import { useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { Button, DatePicker, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { detailsOf } from './audit-details.ts'
import { actionWords, isKnownAction, wayOf } from './audit-words.ts'
import { messages } from './messages.ts'

/** Who did what, when and from where; and whether anybody has touched the log since. */
export function Audit(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const [search, setSearch] = useState<AuditSearch>({})
  const pages = useInfiniteQuery({
    queryKey: ['audit', search],
    queryFn: ({ pageParam }) => client.audit.page(search, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const lines =
    pages.data?.pages.flatMap(({ data, refs }) =>
      data.map((line) => ({ line, title: titleIn(refs, line) })),
    ) ?? []
  return (
    <section className="m-card m-stack">
      <Filters search={search} onSearch={setSearch} />
      {pages.isPending ? <Skeleton shape="rows" /> : null}
      {pages.isError ? <ErrorState error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      {pages.isSuccess && lines.length === 0 ? (
        <EmptyState drawing="search" title={t('auditNothing')} text={t('auditNothingText')} />
      ) : null}
      {lines.length > 0 ? <Lines lines={lines} /> : null}
      {pages.hasNextPage ? (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </section>
  )
}

const titleIn = (refs: AuditPage['refs'], { entity, recordId }: AuditLine): string | undefined =>
  entity === null || recordId === null ? undefined : refs[entity]?.[recordId]

type FiltersProps = { readonly search: AuditSearch; readonly onSearch: (search: AuditSearch) => void }

/** The instant at which a day, or one of the days after it, begins where the reader is. */
function dayStart(day: string, later: number): string | undefined {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return day === '' ? undefined : new Date(year, month - 1, date + later).toISOString()
}

function Filters({ search, onSearch }: FiltersProps): ReactNode {
  const { client, model } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const words = useT(actionWords)
  const actions = useQuery({ queryKey: ['audit', 'actions'], queryFn: () => client.audit.actions() })
  const users = usePeople()
  const span = ([from = '', to = '']: readonly string[]): void =>
    onSearch({ ...search, from: dayStart(from, 0), to: dayStart(to, 1) })
  return (
    <div className="m-audit-bar">
      <Select
        aria-label={t('auditAction')}
        placeholder={t('auditAction')}
        className="m-audit-filter"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={search.action}
        options={(actions.data ?? []).map((key) => ({
          value: key,
          label: isKnownAction(key) ? words(key) : key,
        }))}
        onChange={(action: string | undefined) => onSearch({ ...search, action })}
      />
      <Select
        aria-label={t('auditWho')}
        placeholder={t('auditWho')}
        className="m-audit-filter"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={search.actor}
        options={(users.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(actor: string | undefined) => onSearch({ ...search, actor })}
      />
      <Select
        aria-label={t('auditEntity')}
        placeholder={t('auditEntity')}
        className="m-audit-filter"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={search.entity}
        options={model.entities.map(({ key, document }) => ({
          value: key,
          label: say(document.label, locale),
        }))}
        onChange={(entity: string | undefined) => onSearch({ ...search, entity })}
      />
      <DatePicker.RangePicker className="m-audit-span" onChange={(_, days) => span(days ?? [])} />
      <span className="m-spring" />
      <Proof />
      <Button icon={<Icon name="download" size={14} />} href={client.audit.fileUrl(search)}>
        {t('auditFile')}
      </Button>
    </div>
  )
}

/** Everybody who has an account, asked once for the whole page. */
function usePeople(): UseQueryResult<readonly UserEntry[]> {
  const { client } = useWorkspace()
  return useQuery({ queryKey: ['people', 'users'], queryFn: () => client.people.users() })
}

/** Walks the chain over the log and says whether it holds. */
function Proof(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const verify = async (): Promise<void> => {
    setBusy(true)
    try {
      const { ok, sealed, brokenAt } = await client.audit.verify()
      toast(
        ok
          ? { text: t('auditWhole', { n: sealed.toLocaleString('en-US') }), tone: 'success' }
          : { text: t('auditBroken', { n: String(brokenAt) }), tone: 'danger' },
      )
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    setBusy(false)
  }
  return (
    <Button icon={<Icon name="shield-check" size={14} />} loading={busy} onClick={() => void verify()}>
      {t('auditVerify')}
    </Button>
  )
}

type Titled = { readonly line: AuditLine; readonly title: string | undefined }

function Lines({ lines }: { readonly lines: readonly Titled[] }): ReactNode {
  const t = useT(messages)
  return (
    <table className="m-simple-table m-stacking">
      <HeadRow
        names={(['auditWhen', 'auditWho', 'auditAction', 'auditWhat', 'auditFrom'] as const).map((key) =>
          t(key),
        )}
      />
      <tbody>
        {lines.map(({ line, title }) => (
          <tr key={line.seq}>
            <td>
              <WholeTime value={line.at} />
            </td>
            <td data-label={t('auditWho')}>{line.actorName}</td>
            <td data-label={t('auditAction')}>
              <span>
                <ActionTag action={line.action} />
              </span>
            </td>
            <td data-label={t('auditWhat')}>
              <What line={line} title={title} />
            </td>
            <td data-label={t('auditFrom')} className="m-faint">
              <From line={line} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const alarming: ReadonlySet<string> = new Set(['denied', 'sign_in_failed', 'record.purge', 'rule_incident'])

function ActionTag({ action }: { readonly action: string }): ReactNode {
  const words = useT(actionWords)
  return (
    <Tag color={alarming.has(action) ? 'red' : 'neutral'}>
      {isKnownAction(action) ? words(action) : action}
    </Tag>
  )
}

/** The record it was about with the fields, else what the entry says in its own words. */
function What({ line, title }: Titled): ReactNode {
  const { model } = useWorkspace()
  const locale = useLocale()
  const entity = model.entity(line.entity ?? '')
  const fields = fieldsOf(line)
    .map((id) => {
      const field = entity?.fields.find((one) => one.key === id || one.document.id === id)
      return field === undefined ? undefined : say(field.document.label, locale)
    })
    .filter((one) => one !== undefined)
  const name = entity === undefined ? line.entity : say(entity.document.label, locale)
  if (name === null) return <Details data={line.data} />
  return (
    <span>
      {title === undefined || line.entity === null || line.recordId === null ? (
        name
      ) : (
        <Link href={paths.record(line.entity, line.recordId)}>{`${name} · ${title}`}</Link>
      )}
      {fields.length > 0 ? <span className="m-faint"> {listed(fields.slice(0, 6), locale)}</span> : null}
      {fields.length > 6 ? <span className="m-faint"> +{fields.length - 6}</span> : null}
    </span>
  )
}

function Details({ data }: { readonly data: AuditLine['data'] }): ReactNode {
  const people = usePeople()
  const locale = useLocale()
  const labelOf = useLabels()
  const nameOf = (id: string): string | undefined => people.data?.find((one) => one.id === id)?.name
  const said = detailsOf(data, { locale, labelOf, nameOf })
  return <span className="m-faint">{said.length === 0 ? '—' : said.join(' · ')}</span>
}

function From({ line }: { readonly line: AuditLine }): ReactNode {
  const locale = useLocale()
  const labelOf = useLabels()
  return [wayOf(line.via, { locale, labelOf }), line.ip].filter(Boolean).join(' · ')
}

/** What a document is called, by kind and key, as far as the reader knows it. */
function useLabels(): (kind: string, key: string) => string | undefined {
  const { model } = useWorkspace()
  const locale = useLocale()
  return (name, key) => {
    const kind = documentKinds.find((one) => one === name)
    const document = kind === undefined ? undefined : model.document(kind, key)
    const label = document !== undefined && 'label' in document ? say(document.label, locale) : ''
    return label === '' ? undefined : label
  }
}

function fieldsOf({ data }: AuditLine): readonly string[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return []
  const fields = (data as { readonly [key: string]: unknown })['fields']
  return Array.isArray(fields) ? fields.map(String) : []
}
