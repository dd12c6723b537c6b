import { ErrorState, Skeleton, useLocale, useT } from '@mortise/ui'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { BlockPayload } from '../blocks/block-palette.tsx'
import { useFollowing } from '../blocks/use-following.ts'
import { useDropArea } from '../kit/drop-area.tsx'
import { messages as kitMessages } from '../kit/messages.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { CanvasBar, type Zoom } from './canvas-bar.tsx'
import { blockAt, isWithin } from './commands.ts'
import { InlineText, textSetting } from './inline-text.tsx'
import { messages } from './messages.ts'
import { newBlock } from './new-blocks.ts'
import { Outlines } from './page-drawing.tsx'
import { pageCorner, pagePoint, pagesSize } from './page-geometry.ts'
import { PageSheet } from './page-sheet.tsx'
import { type DropPlace, dropPlace, type PagePoint } from './places.ts'
import { rulerSize } from './rulers.tsx'
import { useCells } from './use-cells.ts'
import { useGuides } from './use-guides.ts'
import { useLayout } from './use-layout.ts'
import { useMargins } from './use-margins.ts'
import { LeftShort, Unseen } from './unseen.tsx'
import { usePageMarquee } from './use-page-marquee.tsx'
import type { PrintEditor } from './use-print-editor.ts'
import { useShaping } from './use-shaping.ts'

/** Pixels of a millimetre at true size. */
const trueScale = 96 / 25.4

/** How wide an element is, in pixels. */
function useWidth(): readonly [(element: HTMLElement | null) => void, number] {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (element === null) return undefined
    const watch = new ResizeObserver(() => setWidth(element.clientWidth))
    watch.observe(element)
    return () => watch.disconnect()
  }, [element])
  return [setElement, width]
}

/** The pages of a template as they print, and all that can be done with them by hand. */
export function PrintCanvas({ editor }: { readonly editor: PrintEditor }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const { kit, model } = useWorkbench()
  const locale = useLocale()
  const { print } = editor
  const [record, setRecord] = useState<string>()
  const [all, setAll] = useState(false)
  const [zoom, setZoom] = useState<Zoom>('fit')
  const [lifted, setLifted] = useState<string>()
  const [writing, setWriting] = useState<string>()
  const [place, setPlace] = useState<DropPlace>()
  const laid = useLayout(print, { record, all })
  const { layout } = laid
  const [room, width] = useWidth()
  const prefix = `g${useId().replaceAll(/\W/g, '')}-`
  const pages = layout?.pages ?? []
  const widest = Math.max(1, ...pages.map((page) => page.width))
  const fitting = Math.min(1.6 * trueScale, Math.max(0.8, (width - rulerSize - 40) / widest))
  const scale = zoom === 'fit' ? fitting : (zoom / 100) * trueScale
  const guides = useGuides()
  const shaping = useShaping(editor, { layout, scale, guides: guides.all })
  const onMargin = useMargins(editor)
  const table = useCells(editor, { layout, scale })
  const onStep = useFollowing(editor, setLifted, '.d-block[tabindex="0"]')
  const sheet = useRef<HTMLDivElement | null>(null)
  const marquee = usePageMarquee(sheet, editor.select)
  const floats = (type: string): boolean => kit.blocks.find(type)?.handles?.x !== undefined
  const holder = (at: string): string | undefined => {
    const block = blockAt(print, at)
    const type = kit.blocks.find(block?.type ?? '')
    const [inside] = block === undefined || type?.free === undefined ? [] : (type.children?.(block) ?? [])
    return inside === undefined ? undefined : `${at}${inside.at}`
  }
  const placeFor = (payload: BlockPayload, point: PagePoint): DropPlace | undefined => {
    const found = layout === undefined ? undefined : dropPlace(point, { layout, print, floats, holder })
    const type =
      'at' in payload
        ? blockAt(print, payload.at)
        : newBlock(payload, { kit, model, entity: print.entity, locale })
    const part = found?.list.split('/')[1] as 'body'
    return kit.blocks.find(type?.type ?? '')?.places.includes(part) === true ? found : undefined
  }
  const drop = (payload: BlockPayload, point: PagePoint): void => {
    setPlace(undefined)
    const to = placeFor(payload, point)
    if (to === undefined) return
    if ('at' in payload) {
      const ats = editor.selected.includes(payload.at) ? editor.selected : [payload.at]
      return editor.move(ats, to)
    }
    const block = newBlock(payload, { kit, model, entity: print.entity, locale })
    if (block === undefined) return
    const handles = kit.blocks.find(block.type)?.handles
    if (handles?.unit !== 'mm' || handles.x === undefined || handles.y === undefined)
      return editor.add(block, to)
    // What stands where it is put takes the place of the pointer, and none among the others.
    const at = { [handles.x]: Math.round(point.x), [handles.y]: Math.round(point.y) }
    editor.add({ ...block, ...at }, { list: '/body', index: print.body.length })
  }
  const area = useDropArea<BlockPayload>(['print-palette', 'print-block'], {
    onHover: (payload, point) => {
      const next = placeFor(payload, pagePoint(pages, point, scale))
      setPlace((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next))
    },
    onDrop: (payload, point) => drop(payload, pagePoint(pages, point, scale)),
  })
  const write = (at: string): void => {
    // A box is written by writing what stands in it.
    const inside = layout?.blocks.find(
      (one) => isWithin(one.at, at) && textSetting(editor, one.at, kit) !== undefined,
    )
    if (inside === undefined) return
    editor.select([inside.at])
    setWriting(inside.at)
  }
  return (
    <main className="d-canvas d-print-canvas" aria-label={kt('canvas')}>
      <CanvasBar
        entity={print.entity}
        laid={laid}
        record={record}
        onRecord={setRecord}
        all={all}
        onAll={setAll}
        zoom={zoom}
        onZoom={setZoom}
      />
      <div
        ref={room}
        className="d-canvas-scroll d-print-scroll"
        onPointerDown={marquee.onPointerDown}
        onClick={() => editor.select([])}
      >
        {layout === undefined && laid.fault !== undefined ? (
          <ErrorState error={new Error(laid.fault)} />
        ) : null}
        {layout === undefined && laid.fault === undefined ? <Skeleton shape="lines" /> : null}
        {layout === undefined ? null : (
          <div
            ref={(element) => {
              sheet.current = element
              area.ref(element)
            }}
            className="d-pages"
            data-busy={laid.busy}
            style={pagesSize(pages, scale)}
          >
            <Outlines outlines={layout.outlines} prefix={prefix} />
            {pages.map((_, index) => (
              <PageSheet
                key={index}
                index={index}
                editor={editor}
                layout={layout}
                scale={scale}
                prefix={prefix}
                guides={guides}
                place={area.over ? place : undefined}
                ghost={shaping.ghost}
                lifted={lifted}
                onLift={setLifted}
                onStep={onStep}
                onWrite={write}
                onGrab={shaping.grab}
                onNudge={shaping.nudge}
                onMargin={onMargin}
                table={table}
              />
            ))}
            {writing === undefined ? null : (
              <Writing
                editor={editor}
                at={writing}
                {...{ layout, scale }}
                onDone={() => setWriting(undefined)}
              />
            )}
            {marquee.box}
          </div>
        )}
        <LeftShort editor={editor} remarks={layout?.remarks ?? []} />
        <Unseen
          editor={editor}
          seen={new Set(layout?.blocks.map(({ at }) => at))}
          ready={laid.print === print}
        />
      </div>
      <p className="m-faint d-print-keys">{t(table.ground === undefined ? 'keys' : 'cellKeys')}</p>
    </main>
  )
}

/** The box to write in, over the block it writes. */
function Writing({
  editor,
  at,
  layout,
  scale,
  onDone,
}: {
  readonly editor: PrintEditor
  readonly at: string
  readonly layout: NonNullable<ReturnType<typeof useLayout>['layout']>
  readonly scale: number
  readonly onDone: () => void
}): ReactNode {
  const { kit } = useWorkbench()
  const setting = textSetting(editor, at, kit)
  const box = layout.blocks.find((one) => one.at === at)
  // It stays where it began: what is written moves the pages, not the box.
  const [start] = useState(box)
  if (setting === undefined || start === undefined) return null
  const corner = pageCorner(layout.pages, start.page, scale)
  const { size, bold, align } = blockAt(editor.print, at) ?? { type: '' }
  return (
    <InlineText
      editor={editor}
      at={at}
      setting={setting}
      onDone={onDone}
      style={{
        left: corner.left + start.x * scale,
        top: corner.top + start.y * scale,
        width: Math.max(start.width * scale, 260),
        fontSize: Math.max(12, Number(size ?? 10) * (25.4 / 72) * scale),
        fontWeight: bold === true ? 700 : 400,
        textAlign: align === 'center' || align === 'right' ? align : 'left',
      }}
    />
  )
}
