import { useT } from '@mortise/ui'
import { type PointerEvent, type ReactNode, useRef } from 'react'
import { messages } from '../react/messages.ts'

/** The points of one stroke, in the units of the field. */
export type Stroke = readonly (readonly [number, number])[]

const size = { width: 600, height: 200 } as const
const pen = { color: '#111827', width: 3.2 } as const

const pathOf = (stroke: Stroke): string => {
  const [first, ...rest] = stroke
  if (first === undefined) return ''
  // A dot is a stroke too.
  const line = rest.length === 0 ? `l0.1 0` : rest.map(([x, y]) => `L${x} ${y}`).join('')
  return `M${first[0]} ${first[1]}${line}`
}

/** A sheet to draw on. */
export function SignaturePad({
  id,
  strokes,
  typed,
  onStrokes,
  disabled,
}: {
  readonly id?: string | undefined
  readonly strokes: readonly Stroke[]
  /** A name written instead of a drawing. */
  readonly typed: string
  readonly onStrokes: (strokes: readonly Stroke[]) => void
  readonly disabled: boolean
}): ReactNode {
  const t = useT(messages)
  const drawing = useRef(false)
  const at = (event: PointerEvent<SVGSVGElement>): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect()
    const scaled = (value: number, share: number): number => Math.round(value * share * 10) / 10
    return [
      scaled(event.clientX - box.left, size.width / Math.max(box.width, 1)),
      scaled(event.clientY - box.top, size.height / Math.max(box.height, 1)),
    ]
  }
  return (
    <svg
      id={id}
      className="m-signature-pad"
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={t('signHere')}
      onPointerDown={(event) => {
        if (disabled || typed !== '') return
        drawing.current = true
        event.currentTarget.setPointerCapture?.(event.pointerId)
        onStrokes([...strokes, [at(event)]])
      }}
      onPointerMove={(event) => {
        if (!drawing.current) return
        const last = strokes.at(-1) ?? []
        onStrokes([...strokes.slice(0, -1), [...last, at(event)]])
      }}
      onPointerUp={() => {
        drawing.current = false
      }}
      onPointerCancel={() => {
        drawing.current = false
      }}
    >
      {typed === '' ? null : (
        <text className="m-signature-name" x={size.width / 2} y={size.height / 2 + 24} textAnchor="middle">
          {typed}
        </text>
      )}
      {strokes.length === 0 && typed === '' ? (
        <text x={size.width / 2} y={size.height / 2 + 8} textAnchor="middle">
          {t('signHere')}
        </text>
      ) : null}
      {strokes.map((stroke, index) => (
        <path key={index} d={pathOf(stroke)} />
      ))}
    </svg>
  )
}

/** The strokes as a picture on white, so that it can be read on any ground and in print. */
export function strokesToPng(strokes: readonly Stroke[]): Promise<Blob> {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, size)
  const brush = canvas.getContext('2d')
  if (brush === null) return Promise.reject(new Error('canvas'))
  brush.fillStyle = '#ffffff'
  brush.fillRect(0, 0, size.width, size.height)
  Object.assign(brush, { strokeStyle: pen.color, lineWidth: pen.width, lineCap: 'round', lineJoin: 'round' })
  for (const stroke of strokes) brush.stroke(new Path2D(pathOf(stroke)))
  return pngOf(canvas)
}

/** Letters of a written name: as signatures are, if the device has such. */
const hand = '"Kaiti SC", KaiTi, STKaiti, "Segoe Script", "Snell Roundhand", cursive'

/** A name as a picture, as large as fits. */
export function nameToPng(name: string): Promise<Blob> {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, size)
  const brush = canvas.getContext('2d')
  if (brush === null) return Promise.reject(new Error('canvas'))
  brush.fillStyle = '#ffffff'
  brush.fillRect(0, 0, size.width, size.height)
  const height = Math.min(96, (size.width - 40) / Math.max(1, name.length))
  Object.assign(brush, { fillStyle: pen.color, textAlign: 'center', textBaseline: 'middle' })
  brush.font = `${height}px ${hand}`
  brush.fillText(name, size.width / 2, size.height / 2, size.width - 40)
  return pngOf(canvas)
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('canvas')) : resolve(blob)), 'image/png')
  })
}
