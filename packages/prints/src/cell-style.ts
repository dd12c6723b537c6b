import type { TableCell } from 'pdfmake/interfaces.js'
import { colourOf, numberOf } from './settings.ts'

/** How a cell looks; what is absent is as its row is. */
export type CellStyle = {
  readonly align?: 'left' | 'center' | 'right'
  readonly bold?: boolean
  /** `#RRGGBB`, as `fill`. */
  readonly color?: string
  readonly fill?: string
  /** Points. */
  readonly size?: number
}

type Settings = { readonly [key: string]: unknown }

/** The settings of a cell that stand in a setting of their own: an object, or the first of a list of such. */
export function partOf(settings: Settings, key: string): Settings {
  const given = settings[key]
  const part: unknown = Array.isArray(given) ? given[0] : given
  return typeof part === 'object' && part !== null ? (part as Settings) : {}
}

/** The look that settings of a cell ask for. */
export function styleOf(settings: Settings): CellStyle {
  const { align, bold } = settings
  const [color, fill] = [colourOf(settings, 'color'), colourOf(settings, 'fill')]
  const size = numberOf(settings, 'size', 0)
  return {
    ...(align === 'left' || align === 'center' || align === 'right' ? { align } : {}),
    ...(typeof bold === 'boolean' ? { bold } : {}),
    ...(color === undefined ? {} : { color }),
    ...(fill === undefined ? {} : { fill }),
    ...(size > 0 ? { size: Math.min(72, size) } : {}),
  }
}

/** A cell with a look, in the words of the PDF library. */
export function styledCell(cell: object, { align, bold, color, fill, size }: CellStyle): TableCell {
  return {
    ...cell,
    ...(align === undefined ? {} : { alignment: align }),
    ...(bold === undefined ? {} : { bold }),
    ...(color === undefined ? {} : { color }),
    ...(fill === undefined ? {} : { fillColor: fill }),
    ...(size === undefined ? {} : { fontSize: size }),
  } as TableCell
}
