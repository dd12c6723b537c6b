import { say } from '@mortise/errors'
import { EmptyState, ErrorState, PageHeader, Skeleton, useLocale, useT } from '@mortise/ui'
import { Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { DraftList } from './draft-list.tsx'
import { messages } from './messages.ts'
import { useMyDrafts } from './use-my-drafts.ts'

/** All that one has typed anywhere and not saved: what, when, where it is kept; to go on with or to delete. */
export function DraftsPage({ entity: first }: { readonly entity?: string | undefined }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkspace()
  const [entity, setEntity] = useState(first)
  const all = useMyDrafts()
  const drafts = all.data ?? []
  const kinds = [...new Set(drafts.map((one) => one.entity))]
  const shown = entity === undefined ? drafts : drafts.filter((one) => one.entity === entity)
  return (
    <>
      <PageHeader
        title={t('myDrafts')}
        note={drafts.length === 0 ? undefined : t('draftCount', { n: drafts.length })}
        actions={
          kinds.length < 2 && entity === undefined ? null : (
            <Select
              aria-label={t('draftKind')}
              value={entity ?? ''}
              popupMatchSelectWidth={false}
              options={[
                { value: '', label: t('draftAll') },
                ...[...new Set([...kinds, ...(entity === undefined ? [] : [entity])])].map((one) => ({
                  value: one,
                  label: say(model.entity(one)?.document.label, locale) || one,
                })),
              ]}
              onChange={(next: string) => setEntity(next === '' ? undefined : next)}
            />
          )
        }
      />
      <div className="m-page m-page-drafts">
        {all.isPending ? <Skeleton shape="lines" count={4} /> : null}
        {all.isError ? <ErrorState error={all.error} onRetry={() => void all.refetch()} /> : null}
        {all.isSuccess && shown.length === 0 ? (
          <EmptyState drawing="joint" title={t('noDrafts')} text={t('noDraftsText')} />
        ) : null}
        {shown.length === 0 ? null : <DraftList drafts={shown} />}
      </div>
    </>
  )
}
