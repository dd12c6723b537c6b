import { laterPart } from '@mortise/ui'
import type { EntityModel } from '@mortise/schema'
import { type ListSearch, RecordList, useWorkspace } from '@mortise/views'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, type ReactNode, useCallback } from 'react'
import { NotFound } from './not-found.tsx'

const RecordPage = laterPart(async () => (await import('@mortise/views/record')).RecordPage)
const CreatePage = laterPart(async () => (await import('@mortise/views/create')).CreatePage)
const DuplicatesPage = lazy(async () => ({
  default: (await import('@mortise/views/duplicates')).DuplicatesPage,
}))
const ImportWizard = lazy(async () => ({ default: (await import('@mortise/views/import')).ImportWizard }))

function useEntity(): EntityModel | undefined {
  const { model, me } = useWorkspace()
  const params: { readonly entity?: string } = useParams({ strict: false })
  const entity = model.entity(params.entity ?? '')
  return entity !== undefined && Object.hasOwn(me.entities, entity.key) ? entity : undefined
}

/** The list of an entity; its address keeps what is shown. */
export function ListPage(): ReactNode {
  const entity = useEntity()
  const search: ListSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = useCallback(
    (next: ListSearch, how?: { readonly replace: boolean }) => {
      void navigate({
        to: '.',
        search: ((old: ListSearch) => ({ ...old, ...next })) as never,
        // Opening a record is a step to go back from; typing a search is not.
        replace: how?.replace ?? (!('open' in next) && !('view' in next)),
      })
    },
    [navigate],
  )
  if (entity === undefined) return <NotFound />
  return <RecordList key={entity.key} entity={entity} search={search} onSearch={change} />
}

/** A record on a page of its own. */
export function OneRecordPage(): ReactNode {
  const entity = useEntity()
  const { id = '' }: { readonly id?: string } = useParams({ strict: false })
  return entity === undefined ? <NotFound /> : <RecordPage key={id} entity={entity} id={id} />
}

/** A new record. */
export function NewRecordPage(): ReactNode {
  const entity = useEntity()
  const { waiting, draft, ...preset }: { readonly [field: string]: string } = useSearch({ strict: false })
  if (entity === undefined) return <NotFound />
  return (
    <CreatePage
      key={`${entity.key} ${waiting ?? ''} ${draft ?? ''}`}
      entity={entity}
      preset={preset}
      waiting={waiting}
      draft={draft}
    />
  )
}

/** The import of an entity. */
export function ImportPage(): ReactNode {
  const entity = useEntity()
  return entity === undefined ? <NotFound /> : <ImportWizard entity={entity} />
}

/** The search of an entity for duplicates. */
export function DuplicatesRoute(): ReactNode {
  const entity = useEntity()
  return entity === undefined ? <NotFound /> : <DuplicatesPage key={entity.key} entity={entity} />
}
