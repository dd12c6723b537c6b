import type { FilterExpression } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel, ViewDocument } from '@mortise/schema'
import { Icon, Link, PageHeader, useLocale, useNarrow, useNavigator, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { pluralOf, useRights, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { messages } from './messages.ts'
import { viewTypes } from '../view-type/list.ts'
import type { ListSearch } from './search.ts'

type HeaderProps = {
  readonly entity: EntityModel
  readonly search: ListSearch
  readonly onSearch: (change: ListSearch) => void
  readonly views: readonly ViewDocument[]
  readonly view: ViewDocument | undefined
  readonly filter: FilterExpression | undefined
}

/** Title, count, actions and the tabs of a list's views. */
export function ListHeader({ entity, views, view, search, onSearch, filter }: HeaderProps): ReactNode {
  const { client } = useWorkspace()
  const rights = useRights(entity.key)
  const locale = useLocale()
  const narrow = useNarrow()
  const t = useT(messages)
  const { go } = useNavigator()
  // The count is asked apart and late: it costs more than the page itself.
  const count = useQuery({
    queryKey: ['records', entity.key, 'count', filter, search.q],
    queryFn: ({ signal }) =>
      client.records.query(
        {
          entity: entity.key,
          fields: [entity.document.title],
          filter,
          search: search.q,
          limit: 1,
          count: 'estimate',
        },
        { signal },
      ),
    staleTime: 30_000,
  })
  const n = count.data?.count
  const tabs = useRef<HTMLElement>(null)
  // More views than fit on a phone: the one shown is brought into sight.
  useEffect(() => {
    const here = tabs.current?.querySelector<HTMLElement>('[aria-current]') ?? null
    if (tabs.current === null || here === null) return
    tabs.current.scrollLeft = here.offsetLeft - (tabs.current.clientWidth - here.offsetWidth) / 2
  }, [view?.key])
  const actions = (
    <>
      {rights.create && !narrow ? (
        <Button icon={<Icon name="upload" size={14} />} onClick={() => go(paths.importFile(entity.key))}>
          {t('import')}
        </Button>
      ) : null}
      {rights.export && !narrow ? (
        <Button
          icon={<Icon name="download" size={14} />}
          href={client.records.exportUrl(entity.key, 'xlsx', filter)}
        >
          {t('export')}
        </Button>
      ) : null}
      {rights.create ? (
        <Button
          type="primary"
          icon={<Icon name="plus" size={16} />}
          onClick={() => go(paths.create(entity.key))}
        >
          {t('create', { name: say(entity.document.label, locale) })}
        </Button>
      ) : null}
    </>
  )
  return (
    <PageHeader
      title={pluralOf(entity, locale)}
      note={
        n === undefined ? undefined : t(n >= 10_000 ? 'about' : 'count', { n: n.toLocaleString('en-US') })
      }
      actions={actions}
    >
      {views.length > 1 ? (
        <nav className="m-view-tabs" ref={tabs} aria-label={t('views')}>
          {views.map((one) => (
            <Link
              key={one.key}
              href={paths.list(entity.key, { view: one.key })}
              aria-current={one.key === view?.key ? 'page' : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return
                event.preventDefault()
                onSearch({ view: one.key, sort: undefined, at: undefined, by: undefined })
              }}
            >
              <Icon name={viewTypes.find(one.type)?.icon} size={14} />
              {say(one.label, locale)}
            </Link>
          ))}
        </nav>
      ) : null}
    </PageHeader>
  )
}
