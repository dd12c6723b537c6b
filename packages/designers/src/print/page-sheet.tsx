import type { LaidBlock, PrintLayout } from '@mortise/prints'
import { useT } from '@mortise/ui'
import type { PointerEvent, ReactNode } from 'react'
import { BlockBox } from './block-box.tsx'
import { messages } from './messages.ts'
import { PageDrawing } from './page-drawing.tsx'
import { pageCorner } from './page-geometry.ts'
import { ColumnEdges, MarginLines, SizeGrips } from './page-grips.tsx'
import type { DropPlace } from './places.ts'
import { GuideLine, Ruler, rulerSize } from './rulers.tsx'
import type { Grip, MmBox, SnapLines } from './snap.ts'
import { TableCells } from './table-cells.tsx'
import type { TableCells as Table } from './use-cells.ts'
import type { Guides } from './use-guides.ts'
import type { PrintEditor } from './use-print-editor.ts'

/** Something that is moved or sized right now. */
export type Ghost = { readonly page: number; readonly box: MmBox; readonly stuck: SnapLines }

/** What every page of the canvas is given. */
export type SheetGiven = {
  readonly editor: PrintEditor
  readonly layout: PrintLayout
  readonly scale: number
  readonly prefix: string
  readonly guides: Guides
  readonly place: DropPlace | undefined
  readonly ghost: Ghost | undefined
  readonly lifted: string | undefined
  readonly onLift: (at: string | undefined) => void
  readonly onStep: PrintEditor['step']
  readonly onWrite: (at: string) => void
  readonly onGrab: (event: PointerEvent<HTMLElement>, box: LaidBlock, grip?: Grip) => void
  readonly onNudge: (box: LaidBlock, by: { readonly x: number; readonly y: number }) => void
  readonly table: Table
  readonly onMargin: (side: 0 | 1 | 2 | 3, by: number, ended: boolean) => void
}

/** One page of the canvas: the page as it prints, and over it all that can be taken hold of. */
export function PageSheet({ index, ...given }: SheetGiven & { readonly index: number }): ReactNode {
  const { editor, layout, scale, prefix, guides, lifted } = given
  const t = useT(messages)
  const page = layout.pages[index]
  if (page === undefined) return null
  const { left, top } = pageCorner(layout.pages, index, scale)
  const boxes = layout.blocks.filter((one) => one.page === index)
  const firsts = new Map(layout.blocks.map((one) => [one.at, one.page] as const).reverse())
  const chosen = boxes.filter(({ at }) => editor.selected.includes(at))
  const label = t('page', { n: index + 1, m: layout.pages.length })
  const [marginLeft, marginTop, marginRight, marginBottom] = page.margins
  const pull = (axis: 'x' | 'y') => (event: PointerEvent<HTMLElement>) =>
    guides.pull(event, axis, { scale, size: axis === 'x' ? page.width : page.height })
  return (
    <section
      className="d-page-place"
      style={{ left: left - rulerSize, top: top - rulerSize }}
      aria-label={label}
    >
      <div className="d-ruler-corner" style={{ width: rulerSize, height: rulerSize }} />
      {/* A guide across the page comes out of the ruler above it. */}
      <Ruler
        axis="x"
        length={page.width}
        scale={scale}
        from={marginLeft}
        to={page.width - marginRight}
        onPull={pull('y')}
      />
      <Ruler
        axis="y"
        length={page.height}
        scale={scale}
        from={marginTop}
        to={page.height - marginBottom}
        onPull={pull('x')}
      />
      <div className="d-print-page" style={{ width: page.width * scale, height: page.height * scale }}>
        <PageDrawing page={page} pictures={layout.pictures} prefix={prefix} label={label} />
        <MarginLines page={page} scale={scale} onMargin={given.onMargin} />
        {boxes.map((box) => (
          <BlockBox
            key={box.at}
            editor={editor}
            box={box}
            scale={scale}
            first={firsts.get(box.at) === index}
            lifted={lifted === box.at}
            onLift={given.onLift}
            onStep={given.onStep}
            onWrite={given.onWrite}
            onGrab={given.onGrab}
            onNudge={given.onNudge}
            table={given.table}
          />
        ))}
        {chosen.length === 1
          ? chosen.map((box) => (
              <span key={box.at}>
                <SizeGrips editor={editor} box={box} scale={scale} onSize={given.onGrab} />
                <TableCells box={box} scale={scale} table={given.table} refs={editor.cells} />
                <ColumnEdges editor={editor} box={box} scale={scale} layout={layout} guides={guides.all} />
              </span>
            ))
          : null}
        {guides.all.map((guide, at) => (
          <GuideLine
            key={at}
            guide={guide}
            scale={scale}
            onMove={(to, ended) =>
              guides.move(at, to, { size: guide.axis === 'x' ? page.width : page.height, ended })
            }
          />
        ))}
        <Moving {...given} index={index} />
      </div>
    </section>
  )
}

/** What is shown while something is moved: where it would go, and what it lines up with. */
function Moving({ place, ghost, scale, index }: SheetGiven & { readonly index: number }): ReactNode {
  const here = ghost?.page === index ? ghost : undefined
  return (
    <>
      {here?.stuck.x.map((x) => (
        <i key={`x${x}`} className="d-snap" data-axis="x" style={{ left: x * scale }} />
      ))}
      {here?.stuck.y.map((y) => (
        <i key={`y${y}`} className="d-snap" data-axis="y" style={{ top: y * scale }} />
      ))}
      {here === undefined ? null : (
        <i
          className="d-ghost"
          style={{
            left: here.box.x * scale,
            top: here.box.y * scale,
            width: here.box.width * scale,
            height: here.box.height * scale,
          }}
        >
          <b>{`${here.box.width.toFixed(1)} × ${here.box.height.toFixed(1)} mm`}</b>
        </i>
      )}
      {place?.line.page === index ? (
        <i
          className="d-drop-line"
          style={{
            left: place.line.x * scale,
            top: place.line.y * scale - 1.5,
            width: place.line.width * scale,
            height: 3,
          }}
        />
      ) : null}
    </>
  )
}
