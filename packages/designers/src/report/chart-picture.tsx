import type { ChartType } from '@mortise/reports'
import { Icon } from '@mortise/ui'
import type { ReactNode } from 'react'

/** The small picture of a chart; its icon where it brings none. */
export function ChartPicture({
  chart,
  large,
}: {
  readonly chart: Pick<ChartType, 'picture' | 'icon'>
  readonly large: boolean
}): ReactNode {
  const { picture, icon } = chart
  if (picture === undefined) return <Icon name={icon} size={large ? 20 : 16} />
  return (
    <svg
      className="r-picture"
      viewBox="0 0 40 28"
      width={large ? 40 : 22}
      height={large ? 28 : 16}
      aria-hidden="true"
    >
      {picture.fill === undefined ? null : <path data-part="fill" d={picture.fill} />}
      {picture.line === undefined ? null : <path data-part="line" d={picture.line} />}
    </svg>
  )
}
