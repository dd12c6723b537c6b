import type { LaidPage, PageDrawing as Drawn, PrintLayout } from '@mortise/prints'
import { type ComponentType, memo, type ReactNode } from 'react'

/** The outlines of all letters, once for all pages. They are looked up by name with `prefix`. */
export const Outlines: ComponentType<{
  readonly outlines: PrintLayout['outlines']
  readonly prefix: string
}> = memo(function Outlines({ outlines, prefix }) {
  return (
    <svg className="d-outlines" aria-hidden width={0} height={0}>
      <defs>
        {Object.entries(outlines).map(([name, path]) => (
          <path key={name} id={`${prefix}${name}`} d={path} />
        ))}
      </defs>
    </svg>
  )
})

type Given = { readonly page: LaidPage; readonly pictures: PrintLayout['pictures']; readonly prefix: string }

/**
 * A page, drawn in millimetres from what the layout says: each letter with the outline of the font of the PDF, in the place
 * it has there.
 */
export const PageDrawing: ComponentType<Given & { readonly label: string }> = memo(function PageDrawing({
  label,
  ...given
}) {
  const { width, height, drawings } = given.page
  return (
    <svg className="d-page-drawing" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {drawings.map((one, index) => (
        <Mark key={index} one={one} {...given} />
      ))}
    </svg>
  )
})

function Mark({ one, page, pictures, prefix }: Given & { readonly one: Drawn }): ReactNode {
  if (one.kind === 'line')
    return <line x1={one.x1} y1={one.y1} x2={one.x2} y2={one.y2} stroke={one.color} strokeWidth={one.width} />
  if (one.kind === 'rect')
    return <rect x={one.x} y={one.y} width={one.width} height={one.height} fill={one.color} />
  if (one.kind === 'picture') {
    const { x, y, width, height, opacity } = one
    return (
      <image
        href={pictures[one.picture] ?? ''}
        preserveAspectRatio="none"
        {...{ x, y, width, height }}
        {...(opacity === undefined ? {} : { opacity })}
      />
    )
  }
  const scale = one.size / 1000
  const turn = one.turned === undefined ? '' : `rotate(${one.turned} ${page.width / 2} ${page.height / 2}) `
  return (
    <g
      transform={`${turn}translate(${one.x} ${one.baseline}) scale(${scale} ${-scale})`}
      fill={one.color}
      {...(one.opacity === undefined ? {} : { opacity: one.opacity })}
    >
      {one.glyphs.map(([name, x], index) => (
        <use key={index} href={`#${prefix}${name}`} x={x / scale} />
      ))}
    </g>
  )
}
