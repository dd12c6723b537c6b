import type { MergeStory, WireRecord } from '@mortise/client'
import { listed, say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import {
  EmptyState,
  ErrorState,
  RelativeTime,
  Skeleton,
  useConfirm,
  useLocale,
  useNarrow,
  useT,
  useToast,
} from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { useRefresh } from '../workspace/queries.ts'
import { messages } from './messages.ts'
import { refusal } from './refusal.ts'

type DrawerProps = {
  readonly entity: EntityModel
  readonly record: WireRecord
  readonly onClose: () => void
}

/** Which records were merged into this one, by whom and when; each merge can be taken apart again. */
export function MergesDrawer({ entity, record, onClose }: DrawerProps): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const narrow = useNarrow()
  const merges = useQuery({
    queryKey: ['records', entity.key, 'merges', record.id],
    queryFn: () => client.records.merges(entity.key, record.id),
  })
  return (
    <Drawer open title={t('merges')} size={narrow ? '100%' : 460} onClose={onClose} destroyOnHidden>
      {merges.isPending ? <Skeleton shape="rows" count={3} /> : null}
      {merges.isError ? <ErrorState error={merges.error} onRetry={() => void merges.refetch()} /> : null}
      {merges.data?.length === 0 ? (
        <EmptyState drawing="search" title={t('mergesNone')} text={t('mergesNoneText')} />
      ) : null}
      {merges.data?.map((one) => (
        <Story key={one.id} entity={entity} merge={one} />
      ))}
    </Drawer>
  )
}

function Story({ entity, merge }: { readonly entity: EntityModel; readonly merge: MergeStory }): ReactNode {
  const t = useT(messages)
  const unmerge = useUnmerge(entity, merge)
  const [busy, setBusy] = useState(false)
  const lost = merge.records.some(({ state }) => state === 'gone')
  const run = async (): Promise<void> => {
    setBusy(true)
    await unmerge()
    setBusy(false)
  }
  return (
    <section className="m-merge-story">
      <div className="m-row">
        <b>{merge.actorName}</b>
        <RelativeTime value={merge.at} />
      </div>
      <ul>
        {merge.records.map(({ id, title, state }) => (
          <li key={id}>{state === 'gone' ? t('mergeGone') : (title ?? t('mergeUnknown'))}</li>
        ))}
      </ul>
      {lost ? (
        <span className="m-faint">{t('mergeLost')}</span>
      ) : (
        <Button size="small" loading={busy} onClick={() => void run()}>
          {t('unmerge')}
        </Button>
      )}
    </section>
  )
}

/** Takes a merge apart after saying what comes back. */
function useUnmerge(entity: EntityModel, merge: MergeStory): () => Promise<void> {
  const { client, model } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const confirm = useConfirm()
  const refresh = useRefresh()
  const names = listed(
    merge.records.map(({ title }) => title ?? t('mergeUnknown')),
    locale,
  )
  const links = listed(
    merge.links.map(
      ({ entity: key, count }) => `${say(model.entity(key)?.document.label ?? key, locale)} ${count}`,
    ),
    locale,
  )
  return async () => {
    const told = [
      t('unmergeBack', { names }),
      ...(links === '' ? [] : [t('unmergeLinks', { links })]),
      t('unmergeKept'),
    ]
    const body = told.join(locale === 'zh' ? '' : ' ')
    if (!(await confirm({ title: t('unmergeAsk'), body, action: t('unmerge') }))) return
    try {
      await client.records.unmerge(entity.key, merge.id)
      toast({ text: t('unmerged', { n: merge.records.length }), tone: 'success' })
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
    }
    await refresh(entity.key)
  }
}
