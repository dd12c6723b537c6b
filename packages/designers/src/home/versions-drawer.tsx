import { say } from '@mortise/errors'
import {
  Avatar,
  EmptyState,
  ErrorState,
  Icon,
  RelativeTime,
  Skeleton,
  Tag,
  useConfirm,
  useLocale,
  useT,
  useToast,
} from '@mortise/ui'
import { refusal } from '@mortise/views'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { type ReactNode, useState } from 'react'
import type { VersionDifference, VersionEntry } from '../workbench/api.ts'
import { useAfterPublish, useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import { shortValue } from './short-value.ts'

/** Published versions, newest first: who, when, what; each can be looked into and gone back to. */
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
      toast({ text: refusal(error), tone: 'danger' })
    }
  }
  return (
    <Drawer open={open} onClose={onClose} title={t('versions')} size={520}>
      {versions.isPending ? <Skeleton shape="rows" /> : null}
      {versions.error === null ? null : <ErrorState error={versions.error} />}
      {versions.data?.length === 0 ? <EmptyState drawing="list" title={t('noVersions')} /> : null}
      <ul className="d-versions">
        {(versions.data ?? []).map((one, index) => (
          <VersionLine
            key={one.version}
            version={one}
            newest={index === 0}
            onBack={() => void goBack(one.version)}
          />
        ))}
      </ul>
    </Drawer>
  )
}

const tones = { added: 'green', removed: 'red', renamed: 'violet', changed: 'blue' } as const

function VersionLine({
  version: one,
  newest,
  onBack,
}: {
  readonly version: VersionEntry
  readonly newest: boolean
  readonly onBack: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const author = one.authorName ?? t('system')
  const at = one.publishedAt ?? one.at
  const changes = one.changes ?? []
  return (
    <li>
      <div className="d-version-head">
        <b>{t('version', { n: one.version })}</b>
        {newest ? <Tag color="green">{t('current')}</Tag> : null}
        <span className="d-version-who">
          <Avatar name={author} size={20} />
          {author}
          <span className="m-faint">{at === undefined ? null : <RelativeTime value={at} />}</span>
        </span>
      </div>
      {one.note ? <p>{one.note}</p> : null}
      <ul className="d-changes">
        {changes.slice(0, open ? undefined : 3).map((change, index) => (
          <li key={index}>
            <Tag color={tones[change.type]}>{t(change.type)}</Tag>
            <span>{say(change.sentence, locale)}</span>
          </li>
        ))}
        {!open && changes.length > 3 ? (
          <li className="m-faint">{t('moreChanges', { n: changes.length - 3 })}</li>
        ) : null}
      </ul>
      {open ? <Differences version={one.version} /> : null}
      <div className="m-row">
        <Button
          size="small"
          type="text"
          icon={<Icon name={open ? 'chevron-up' : 'chevron-down'} size={14} />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? t('fold') : t('details')}
        </Button>
        {newest ? null : (
          <Button size="small" onClick={onBack}>
            {t('rollback')}
          </Button>
        )}
      </div>
    </li>
  )
}

/** Property by property: before and after. */
function Differences({ version }: { readonly version: number }): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const found = useQuery({
    queryKey: ['design', 'differences', version],
    queryFn: () => api.differences(version),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (found.isPending) return <Skeleton shape="lines" />
  if (found.error !== null) return <ErrorState error={found.error} />
  const byFile = Map.groupBy(found.data, (one) => one.file)
  return (
    <div className="d-differences">
      {[...byFile].map(([file, list]) => (
        <section key={file}>
          <h4 className="m-code">{file}</h4>
          <ul>
            {list.slice(0, 40).map((one, index) => (
              <DifferenceLine key={index} difference={one} />
            ))}
          </ul>
          {list.length > 40 ? <p className="m-faint">{t('moreChanges', { n: list.length - 40 })}</p> : null}
        </section>
      ))}
    </div>
  )
}

function DifferenceLine({
  difference: { path, before, after },
}: {
  readonly difference: VersionDifference
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  return (
    <li>
      <span className="m-faint m-code">{path === '' ? t('whole') : path}</span>
      {before === undefined ? null : <del>{shortValue(before, locale)}</del>}
      {after === undefined ? null : <ins>{shortValue(after, locale)}</ins>}
    </li>
  )
}
