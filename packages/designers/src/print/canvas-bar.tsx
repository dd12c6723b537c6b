import { Icon, IconButton, useT } from '@mortise/ui'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { RecordPicker } from '../kit/record-picker.tsx'
import { messages } from './messages.ts'
import type { LaidOut } from './use-layout.ts'

/** How large pages are shown: so many hundredths of their true size, or as wide as there is room. */
export type Zoom = number | 'fit'

const zooms = [50, 75, 100, 125, 150, 200] as const

/** The bar over the pages: the sample record, how many pages it makes, how large they are shown. */
export function CanvasBar({
  entity,
  laid,
  record,
  onRecord,
  all,
  onAll,
  zoom,
  onZoom,
}: {
  readonly entity: string
  readonly laid: LaidOut
  readonly record: string | undefined
  readonly onRecord: (id: string) => void
  readonly all: boolean
  readonly onAll: (all: boolean) => void
  readonly zoom: Zoom
  readonly onZoom: (zoom: Zoom) => void
}): ReactNode {
  const t = useT(messages)
  const count = laid.layout?.pages.length
  return (
    <div className="d-canvas-bar d-print-bar">
      <RecordPicker
        entity={entity}
        value={record}
        onChange={({ value }) => onRecord(value)}
        label={t('sampleRecord')}
      />
      <span className="m-faint d-print-count" role="status">
        {laid.busy && laid.layout === undefined ? t('laying') : ''}
        {count === undefined ? '' : t('pageCount', { m: count })}
      </span>
      {laid.layout?.record === null ? <span className="m-faint">{t('noRecord')}</span> : null}
      {laid.fault === undefined ? null : (
        <span className="d-print-fault" role="alert">
          <Icon name="triangle-alert" size={14} />
          {t('fault', { text: laid.fault })}
        </span>
      )}
      <span className="m-spring" />
      <IconButton
        icon={all ? 'eye' : 'eye-off'}
        label={t('showHidden')}
        pressed={all}
        onClick={() => onAll(!all)}
      />
      <Select<Zoom>
        className="d-print-zoom"
        aria-label={t('zoom')}
        value={zoom}
        onChange={onZoom}
        options={[
          { value: 'fit', label: t('fit') },
          ...zooms.map((value) => ({ value, label: `${value}%` })),
        ]}
      />
    </div>
  )
}
