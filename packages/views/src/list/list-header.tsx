import type { FilterExpression } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel, ViewDocument } from '@mortise/schema'
import { Icon, MenuButton, PageHeader, useLocale, useNarrow, useNavigator, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { messages as offlineMessages } from '../offline/messages.ts'
import { useMyDrafts } from '../offline/use-my-drafts.ts'
import { pluralOf, useRights, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { messages } from './messages.ts'
import type { ListSearch } from './search.ts'
import { ViewTabs } from './view-tabs.tsx'
import { estimatedFrom, useListCount } from './use-list-count.ts'

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
  const n = useListCount(entity, { filter, search: search.q })
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
          href={client.records.exportUrl(entity.key, 'xlsx', filter, search.q)}
        >
          {t('export')}
        </Button>
      ) : null}
      <DraftsOf entity={entity} />
      {rights.create ? (
        <Button
          type="primary"
          icon={<Icon name="plus" size={16} />}
          onClick={() => go(paths.create(entity.key))}
        >
          {t('create', { name: say(entity.document.label, locale) })}
        </Button>
      ) : null}
      <MoreMenu entity={entity} />
    </>
  )
  return (
    <PageHeader
      title={pluralOf(entity, locale)}
      note={
        n === undefined
          ? undefined
          : t(n >= estimatedFrom ? 'about' : 'count', { n: n.toLocaleString('en-US') })
      }
      actions={actions}
    >
      <ViewTabs {...{ entity, views, view, search, onSearch }} />
    </PageHeader>
  )
}

/** The way to what one began to type here and did not save. */
function DraftsOf({ entity }: { readonly entity: EntityModel }): ReactNode {
  const t = useT(offlineMessages)
  const { go } = useNavigator()
  const { data = [] } = useMyDrafts(entity.key)
  if (data.length === 0) return null
  return (
    <Button icon={<Icon name="history" size={14} />} onClick={() => go(paths.drafts(entity.key))}>
      {t('draftsHere', { n: data.length })}
    </Button>
  )
}

/** What is seldom done with a whole list. */
function MoreMenu({ entity }: { readonly entity: EntityModel }): ReactNode {
  const rights = useRights(entity.key)
  const t = useT(messages)
  const { go } = useNavigator()
  const searches = rights.update && rights.delete && (entity.document.duplicates ?? []).length > 0
  if (!searches) return null
  const items = [
    {
      key: 'duplicates',
      icon: <Icon name="copy" size={14} />,
      label: t('findDuplicates'),
      onClick: () => go(paths.duplicates(entity.key)),
    },
  ]
  return <MenuButton icon="ellipsis" label={t('moreActs')} items={items} />
}
