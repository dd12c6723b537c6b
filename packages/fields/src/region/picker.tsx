import { areaList } from '@vant/area-data'
import { type ReactNode, useMemo } from 'react'
import PathPicker, { type PathChoice } from '../react/path-picker.tsx'
import type { InputProps } from '../react/types.ts'
import type { Region } from './book.ts'
import { regionLevel } from './field.ts'
import { holdRegions } from './held.ts'

function choicesOf(regions: readonly Region[]): PathChoice[] {
  return regions.map(({ name, below }) => ({
    value: name,
    label: name,
    ...(below.length === 0 ? {} : { children: choicesOf(below) }),
  }))
}

/** The picker itself, with the lists; see `input.tsx`. */
export default function RegionPicker(props: InputProps): ReactNode {
  const level = regionLevel(props.field)
  const choices = useMemo(() => choicesOf(holdRegions(areaList).tree(level)), [level])
  return <PathPicker {...props} choices={choices} partial={props.field.settings?.['partial'] === true} />
}
