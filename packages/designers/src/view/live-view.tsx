import { say } from '@mortise/errors'
import { EmptyState, Skeleton, useLocale, useT } from '@mortise/ui'
import { columnsOf, type ListSearch, shapeOf, useFaceContext, useRights, useWorkspace } from '@mortise/views'
import type { EntityModel } from '@mortise/schema'
import { type ReactNode, Suspense, useDeferredValue, useState } from 'react'
import { fieldsOn } from './commands.ts'
import { messages } from './messages.ts'
import type { ViewEditor } from './use-view-editor.ts'

/** The view itself with real records, following every edit. */
export function LiveView({
  editor,
  over,
}: {
  readonly editor: ViewEditor
  readonly over: boolean
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkspace()
  const entity = model.entity(editor.view.entity)
  const missing = editor.type.slots.find(
    (slot) => slot.required && fieldsOn(editor.view, slot.key).length === 0,
  )
  return (
    <section className="v-live" data-list="preview" data-over={over} aria-label={t('preview')}>
      <header>
        <b>{t('preview')}</b>
        <span className="m-faint">{t('previewNote')}</span>
      </header>
      {entity === undefined ? (
        <EmptyState title={t('unpublished')} text={t('unpublishedText')} />
      ) : missing === undefined ? (
        <Shown editor={editor} entity={entity} />
      ) : (
        <EmptyState title={t('needs', { name: say(missing.label, locale) })} text={t('needsText')} />
      )}
    </section>
  )
}

const nothing = (): void => undefined

function Shown({ editor, entity }: { readonly editor: ViewEditor; readonly entity: EntityModel }): ReactNode {
  const ctx = useFaceContext(entity.key)
  const rights = useRights(entity.key)
  const view = useDeferredValue(editor.view)
  const [search, setSearch] = useState<ListSearch>({})
  const { Component } = editor.type
  const shape = shapeOf(entity, { rights, ctx, view })
  // What is designed here is the view, not the records in it.
  const columns = columnsOf(entity, shape, { rights, ctx }).map((column) => ({ ...column, editable: false }))
  return (
    <div className="m-list v-frame">
      <Suspense fallback={<Skeleton shape="rows" />}>
        <Component
          key={editor.type.type}
          entity={entity}
          view={view}
          filter={view.filter}
          search={search}
          // Records are not opened while designing: only where the view stands is kept.
          onSearch={(change) => setSearch((now) => ({ ...now, ...change, open: undefined }))}
          columns={columns}
          shape={shape}
          onShape={nothing}
          onFilter={nothing}
          compact={false}
        />
      </Suspense>
    </div>
  )
}
