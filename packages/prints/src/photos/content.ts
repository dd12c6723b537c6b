import type { LocalizedText } from '@mortise/errors'
import type { Column, Content } from 'pdfmake/interfaces.js'
import type { PrintContext } from '../define.ts'
import { fileKind } from './kind.ts'
import type { Photo, PhotoRoom } from './types.ts'

const ink = '#555D66'
/** Points between pictures, beside and below each other. */
const gap = 6

const words = {
  kind: { zh: '{kind} 文件，印不出来', en: '{kind} file, can not be printed' },
  broken: { zh: '图片已损坏，印不出来', en: 'Broken picture, can not be printed' },
  missing: { zh: '文件不见了', en: 'The file is gone' },
  large: { zh: '图片太大，印不出来', en: 'Too large to be printed' },
  many: { zh: '图片太多，没有印', en: 'Too many pictures, not printed' },
} as const

/** The size in points at which a picture fills its room, as wide to its height as it is. */
function sizeIn({ width, height }: { width: number; height: number }, room: PhotoRoom) {
  const share = Math.min(room.width / width, room.height / height)
  const rounded = (length: number): number => Math.max(1, Math.round(length * share * 100) / 100)
  return { width: rounded(width), height: rounded(height) }
}

/** A box with the name of a file that can't be drawn, and why. */
function standIn(photo: Photo, room: PhotoRoom, ctx: Pick<PrintContext, 'say'>): Content {
  const told: LocalizedText | undefined = 'fault' in photo ? words[photo.fault] : undefined
  const why = ctx.say(told).replaceAll('{kind}', fileKind(photo.name))
  const height = Math.max(12, Math.min(room.height, 60) - 7)
  const text = why === '' ? photo.name : `${photo.name}\n${why}`
  return {
    table: { widths: ['*'], heights: height, body: [[{ text, fontSize: 7, color: ink }]] },
    layout: 'mortiseGrid',
  }
}

/** A picture that gives way to its place and to its paper, whatever was asked. */
type Drawn = { readonly image: string; readonly width: number; readonly height: number; readonly gives: true }

function drawn(photo: Photo, room: PhotoRoom): Drawn | undefined {
  return 'uri' in photo ? { image: photo.uri, ...sizeIn(photo, room), gives: true } : undefined
}

/** The name of a file without what says its kind. */
const bare = (name: string): string => name.replace(/\.[A-Za-z0-9]{1,5}$/, '')

function cellOf(photo: Photo, room: PhotoRoom, ctx: Pick<PrintContext, 'say'>): Column {
  const picture = drawn(photo, room)
  const stack: Content[] = [picture ?? standIn(photo, room, ctx)]
  if (room.captions && picture !== undefined)
    stack.push({ text: bare(photo.name), fontSize: 7, color: ink, margin: [0, 2, 0, 0] })
  // Words below a picture are as wide as its room; a picture alone takes no more than it needs.
  const width = picture === undefined || room.captions ? room.width : picture.width
  return { stack, width, margin: [0, 0, 0, gap] }
}

/**
 * Pictures beside each other, as many to a row as there is room for; null for none. One that can't be drawn is a box with its
 * name. `align` says where each row stands.
 */
export function photoContent(
  photos: readonly Photo[],
  given: {
    readonly room: PhotoRoom
    readonly align: 'left' | 'center' | 'right'
    /** Stands above the first row, on one page with it. */
    readonly title?: string
    readonly ctx: Pick<PrintContext, 'say'>
  },
): Content | null {
  const { room, align, title = '', ctx } = given
  const [only] = photos
  if (only === undefined) return null
  const single = photos.length === 1 && !room.captions && title === '' ? drawn(only, room) : undefined
  if (single !== undefined) return { ...single, alignment: align }
  const cells = photos.map((one) => cellOf(one, room, ctx))
  const above = { stack: [{ text: title, bold: true, margin: [0, 0, 0, 4] }], width: '*', above: true }
  const columns = title === '' ? cells : [above, ...cells]
  return { columns, columnGap: gap, wraps: align } as unknown as Content
}
