import type { ReportPlace } from '@mortise/client'
import type { ReportDocument } from '@mortise/schema'
import { Icon, IconButton, useNarrow, useT } from '@mortise/ui'
import { Button, Dropdown } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useWorkspace } from '../../workspace/metadata.tsx'
import type { Figure } from './alert-fields.tsx'
import { messages } from './messages.ts'

const WatchDialog = lazy(async () => ({ default: (await import('./watch-dialog.tsx')).WatchDialog }))
const ShareDialog = lazy(async () => ({ default: (await import('./share-dialog.tsx')).ShareReportDialog }))

/** What can be done with the numbers of a page: taken as a file, sent at times, watched, shown by a link. */
export function DeliveryActions({
  place,
  label,
  filters,
  report,
  figures,
}: {
  readonly place: ReportPlace
  readonly label: string
  readonly filters?: { readonly [key: string]: unknown }
  /** Of a report: what it is made of, as far as that decides what can be watched. */
  readonly report?: ReportDocument | undefined
  readonly figures?: readonly Figure[]
}): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const narrow = useNarrow()
  const [open, setOpen] = useState<'share' | 'delivery' | 'alert'>()
  const known = figures ?? []
  const formats =
    place.targetKind === 'report'
      ? (['xlsx', 'csv', 'pdf', 'png'] as const)
      : (['xlsx', 'pdf', 'png'] as const)
  const files = formats.map((format) => ({
    key: format,
    label: (
      <a href={client.delivery.fileUrl(place, format, filters)} download>
        {t(({ xlsx: 'asXlsx', csv: 'asCsv', pdf: 'asPdf', png: 'asPng' } as const)[format])}
      </a>
    ),
  }))
  const acts = [
    { key: 'delivery' as const, icon: 'mail', text: t('subscribe') },
    ...(known.length === 0 ? [] : [{ key: 'alert' as const, icon: 'bell', text: t('alert') }]),
    { key: 'share' as const, icon: 'link', text: t('share') },
  ]
  // A key of programs is nobody who could be sent anything.
  if (me.user.id === '') return null
  return (
    <>
      {narrow ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              ...acts.map(({ key, icon, text }) => ({
                key,
                icon: <Icon name={icon} size={14} />,
                label: text,
              })),
              { type: 'divider' as const },
              ...files,
            ],
            onClick: ({ key }) => {
              const act = acts.find((one) => one.key === key)
              if (act !== undefined) setOpen(act.key)
            },
          }}
        >
          <span>
            <IconButton icon="ellipsis-vertical" label={t('acts')} />
          </span>
        </Dropdown>
      ) : (
        <>
          {acts.map(({ key, icon, text }) => (
            <Button key={key} icon={<Icon name={icon} size={14} />} onClick={() => setOpen(key)}>
              {text}
            </Button>
          ))}
          <Dropdown trigger={['click']} menu={{ items: files }}>
            <Button icon={<Icon name="download" size={14} />}>{t('download')}</Button>
          </Dropdown>
        </>
      )}
      <Suspense fallback={null}>
        {open === 'share' ? (
          <ShareDialog place={place} label={label} filters={filters} onClose={() => setOpen(undefined)} />
        ) : null}
        {open === 'delivery' || open === 'alert' ? (
          <WatchDialog
            ground={{ place, label, kind: open, filters, figures: known, periods: hasPeriods(report) }}
            onClose={() => setOpen(undefined)}
          />
        ) : null}
      </Suspense>
    </>
  )
}

/** Whether a report has one row for each period, so that there is a latest one. */
export function hasPeriods(report: Pick<ReportDocument, 'dimensions'> | undefined): boolean {
  const [first, ...more] = report?.dimensions ?? []
  return first?.bucket !== undefined && more.length === 0
}
