import { Icon } from '@mortise/ui'
import type { ReactNode } from 'react'
import { pureContext } from '../react/formatted-cell.tsx'
import type { CellProps } from '../react/types.ts'
import { geo, mapAddress, pointOf } from './field.ts'

/** The place; a click opens it on a map. */
export function GeoCell({ value, field, ctx }: CellProps): ReactNode {
  const point = pointOf(value)
  if (point === undefined) return null
  return (
    <a
      className="m-place"
      href={mapAddress(field, point)}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => event.stopPropagation()}
    >
      <Icon name="map-pin" size={14} />
      {geo.format(value, pureContext(field, ctx))}
    </a>
  )
}
