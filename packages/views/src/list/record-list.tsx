import { captioned } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { IconButton, Skeleton, useLocale, useNarrow, useT, laterPart } from '@mortise/ui'
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import '../styles/list.css'
import { readableFields, useFaceContext, useRights, useWorkspace } from '../workspace/metadata.tsx'
import { FilterBar, withTerm } from './filter-bar.tsx'
import { ListHeader } from './list-header.tsx'
import { filterExpression } from './filter-terms.ts'
import { GroupTool } from './group-tool.tsx'
import { messages } from './messages.ts'
import { isBare, searchOf } from './saved-search.ts'
import { type ListSearch, readTerms, readWhere, writeTerms } from './search.ts'
import { readGroups, toggled, writeGroups } from './shape.ts'
import { tableView } from './view-type.ts'
import { ColumnChooser, useKept } from './tools.tsx'
import { useSavedViews } from './use-saved-views.ts'
import { useShape } from './use-shape.ts'
import { viewTypes } from '../view-type/list.ts'

// A record has tabs, a form and its story: none of it is needed before the list is there.
const RecordDrawer = laterPart(async () => (await import('../record/record-drawer.tsx')).RecordDrawer)

export type RecordListProps = {
  readonly entity: EntityModel
  readonly search: ListSearch
  /** Merges a change into the address; with `replace` there is nothing to go back to. */
  readonly onSearch: (change: ListSearch, how?: { readonly replace: boolean }) => void
}

/** Everything about the records of an entity on one page; what is shown stands in the address. */
export function RecordList({ entity, search, onSearch }: RecordListProps): ReactNode {
  const { model } = useWorkspace()
  const views = model.views(entity.key).filter((view) => viewTypes.find(view.type) !== undefined)
  const view = views.find((one) => one.key === search.view) ?? views.find((one) => one.default) ?? views[0]
  const ctx = useFaceContext(entity.key)
  const rights = useRights(entity.key)
  const fields = useMemo(() => readableFields(entity, rights), [entity, rights])
  const always = useMemo(() => [view?.filter, readWhere(search.where)], [view, search.where])
  const terms = readTerms(search.filter)
  const filter = filterExpression(terms, { any: search.any === true, always })
  const [density, setDensity] = useKept<'comfortable' | 'compact'>('density', 'comfortable')
  const { shape, columns, onShape } = useShape(entity, { rights, ctx, view, search, onSearch })
  useFirstView({ entity, search, onSearch })
  const [fresh, setFresh] = useState<number>()
  const addTerm = (key: string): void => {
    const field = fields.find((one) => one.key === key)
    const next = field === undefined ? undefined : withTerm(terms, field, ctx)
    if (next === undefined) return
    setFresh(terms.length)
    onSearch({ filter: writeTerms(next) })
  }
  const tools = (
    <ListTools
      density={density}
      onDensity={setDensity}
      chooser={
        <>
          <GroupTool
            {...{ fields, ctx }}
            groups={readGroups(search.group)}
            onChange={(groups) => onSearch({ group: writeGroups(groups) })}
          />
          <ColumnChooser
            fields={fields}
            shown={columns.map(({ field }) => field.key)}
            onToggle={(key) => onShape(toggled(shape, key))}
            onReset={search.cols === undefined ? undefined : () => onShape(undefined)}
            ctx={ctx}
          />
        </>
      }
    />
  )
  const type = viewTypes.find(view?.type ?? '') ?? tableView
  return (
    <div className="m-list">
      <ListHeader {...{ entity, views, view, search, onSearch, filter }} />
      <FilterBar
        {...{ search, onSearch, fields, ctx, fresh }}
        onFresh={setFresh}
        onAdd={addTerm}
        tools={type.columns ? tools : null}
      />
      <Suspense fallback={<Skeleton shape="cards" />}>
        <type.Component
          key={view?.key}
          {...{ entity, view, filter, search, onSearch, columns, shape, onShape }}
          onFilter={addTerm}
          compact={density === 'compact'}
        />
      </Suspense>
      <OpenRecord entity={entity} id={search.open} onClose={() => onSearch({ open: undefined })} />
    </div>
  )
}

/** Opens the view that the person wants to see first, where the address asks for nothing of its own. */
function useFirstView({ entity, search, onSearch }: RecordListProps): void {
  const { views } = useSavedViews(entity.key)
  const first = isBare(search) ? views?.find((one) => one.default) : undefined
  useEffect(() => {
    if (first !== undefined) onSearch(searchOf(first), { replace: true })
  }, [first, onSearch])
}

/** The drawer, from the first time it is opened: it stays so that it can close with its motion. */
function OpenRecord(props: {
  readonly entity: EntityModel
  readonly id: string | undefined
  readonly onClose: () => void
}): ReactNode {
  const [wanted, setWanted] = useState(props.id !== undefined)
  if (!wanted && props.id !== undefined) setWanted(true)
  return wanted ? (
    <Suspense fallback={null}>
      <RecordDrawer {...props} />
    </Suspense>
  ) : null
}

function ListTools({
  density,
  onDensity,
  chooser,
}: {
  readonly density: 'comfortable' | 'compact'
  readonly onDensity: (value: 'comfortable' | 'compact') => void
  readonly chooser: ReactNode
}): ReactNode {
  const t = useT(messages)
  const narrow = useNarrow()
  const locale = useLocale()
  if (narrow) return null
  const compact = density === 'compact'
  return (
    <>
      <IconButton
        icon={compact ? 'rows-4' : 'rows-3'}
        label={captioned(t('density'), t(density), locale)}
        onClick={() => onDensity(compact ? 'comfortable' : 'compact')}
      />
      {chooser}
    </>
  )
}
