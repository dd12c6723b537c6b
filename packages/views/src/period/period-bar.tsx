import { IconButton, SegmentedControl, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'

/** The line above a view of time: where it stands, back and forth, and how much it shows. */
export function PeriodBar<Scale extends string>({
  title,
  scale,
  scales,
  onScale,
  onStep,
  onToday,
  children,
}: {
  readonly title: string
  readonly scale: Scale
  readonly scales: readonly { readonly value: Scale; readonly label: string }[]
  readonly onScale: (scale: Scale) => void
  readonly onStep: (by: 1 | -1) => void
  readonly onToday: () => void
  readonly children?: ReactNode
}): ReactNode {
  const t = useT(messages)
  return (
    <div className="m-period-bar">
      <Button size="small" onClick={onToday}>
        {t('today')}
      </Button>
      <IconButton icon="chevron-left" label={t('earlier')} onClick={() => onStep(-1)} />
      <IconButton icon="chevron-right" label={t('later')} onClick={() => onStep(1)} />
      <h2 aria-live="polite">{title}</h2>
      <span className="m-spring" />
      {children}
      <SegmentedControl label={t('scale')} value={scale} options={scales} onChange={onScale} />
    </div>
  )
}
