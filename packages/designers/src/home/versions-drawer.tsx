import { EmptyState, ErrorState, RelativeTime, Skeleton, useConfirm, useT, useToast } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useAfterPublish, useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'

/** Published versions, newest first, each of which can be gone back to. */
export function VersionsDrawer({
  open,
  onClose,
}: {
  readonly open: boolean
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const refresh = useAfterPublish()
  const confirm = useConfirm()
  const toast = useToast()
  const versions = useQuery({
    queryKey: ['design', 'versions'],
    queryFn: () => api.versions(),
    enabled: open,
  })
  const goBack = async (version: number): Promise<void> => {
    const sure = await confirm({
      title: t('rollbackAsk', { n: version }),
      body: t('rollbackNote'),
      action: t('rollback'),
    })
    if (!sure) return
    try {
      await api.rollback(version)
      toast({ text: t('rolledBack', { n: version }), tone: 'success' })
      await refresh()
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : '', tone: 'danger' })
    }
  }
  return (
    <Drawer open={open} onClose={onClose} title={t('versions')} size={420}>
      {versions.isPending ? <Skeleton shape="rows" /> : null}
      {versions.error === null ? null : <ErrorState error={versions.error} />}
      {versions.data?.length === 0 ? <EmptyState drawing="list" title={t('noVersions')} /> : null}
      <ul className="d-versions">
        {(versions.data ?? []).map((one, index) => (
          <li key={one.version}>
            <b>{t('version', { n: one.version })}</b>
            <span className="m-faint">
              {one.authorName ?? ''} <When at={one.publishedAt ?? one.at} />
            </span>
            <p>{one.note}</p>
            {index === 0 ? null : (
              <Button size="small" onClick={() => void goBack(one.version)}>
                {t('rollback')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Drawer>
  )
}

function When({ at }: { readonly at: string | undefined }): ReactNode {
  return at === undefined ? null : <RelativeTime value={at} />
}
