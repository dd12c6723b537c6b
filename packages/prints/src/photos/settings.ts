import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { partOf } from '../cell-style.ts'
import { flagOf, numberOf, setting } from '../settings.ts'
import type { PhotoRoom } from './types.ts'

/** The part of a column or an item that says how its pictures are printed. */
export const photoPart = 'photos'

const point = 72 / 25.4

/** Millimetres: smaller is no picture any more, and no paper is larger. */
const bounds = { least: 3, most: 400 }
/** A field holds no more files. */
const mostPhotos = 100

type Settings = { readonly [key: string]: unknown }

/** Names that the settings go by. */
export type PhotoKeys = { readonly width: string; readonly height: string; readonly count: string }

/** Those of a column or an item: a panel shows them beside its own. */
const ofPart: PhotoKeys = { width: 'photoWidth', height: 'photoHeight', count: 'photoCount' }

/** What holds where a setting says nothing: millimetres, and how many. */
export type PhotoDefaults = { readonly width: number; readonly height: number; readonly count: number }

/** The room of pictures that settings ask for. */
export function photoRoomOf(settings: Settings, keys: PhotoKeys, otherwise: PhotoDefaults): PhotoRoom {
  const length = (key: string, millimetres: number): number =>
    Math.min(bounds.most, Math.max(bounds.least, numberOf(settings, key, millimetres))) * point
  const count = Math.floor(numberOf(settings, keys.count, otherwise.count))
  return {
    width: length(keys.width, otherwise.width),
    height: length(keys.height, otherwise.height),
    count: Math.min(mostPhotos, Math.max(1, count)),
    attached: flagOf(settings, 'attached', false),
    captions: flagOf(settings, 'captions', false),
  }
}

/** The same of a column or an item: they stand in a part of it. */
export function photoPartRoom(holder: Settings, otherwise: PhotoDefaults): PhotoRoom {
  return photoRoomOf(partOf(holder, photoPart), ofPart, otherwise)
}

/** The settings themselves. */
export function photoSettings(keys: PhotoKeys, otherwise: PhotoDefaults): readonly FieldDocument[] {
  return [
    setting(
      keys.width,
      'decimal',
      { zh: '图片最宽（毫米）', en: 'Greatest width of pictures (mm)' },
      { default: otherwise.width },
    ),
    setting(
      keys.height,
      'decimal',
      { zh: '图片最高（毫米）', en: 'Greatest height of pictures (mm)' },
      { default: otherwise.height },
    ),
    setting(
      keys.count,
      'integer',
      { zh: '最多印几张图片', en: 'Most pictures' },
      { default: otherwise.count },
    ),
    setting(
      'captions',
      'boolean',
      { zh: '图片下写文件名', en: 'File name below pictures' },
      { default: false },
    ),
  ]
}

/** For a field of attached files: print what is in them, and not their names. */
const attachedSetting: FieldDocument = setting(
  'attached',
  'boolean',
  { zh: '附件印成图片', en: 'Attached files as pictures' },
  {
    default: false,
    help: {
      zh: '附件字段默认印文件名；打开后 JPG、PNG 印成图片，其他文件印占位框。图片字段总是印图片',
      en: 'Attached files print by their names; with this JPG and PNG print as pictures, others as a box. Image fields always print pictures',
    },
  },
)

/** The part of a column or an item with all of them; `onCanvas` has it stand where a cell is selected, and not in lists. */
export function photoPartSetting(
  otherwise: PhotoDefaults,
  { onCanvas }: { readonly onCanvas: boolean },
): FieldDocument & { readonly [key: string]: Json } {
  const fields = [attachedSetting, ...photoSettings(ofPart, otherwise)] as unknown as readonly Json[]
  const settings = { single: true, ...(onCanvas ? { onCanvas } : {}), fields }
  return { key: photoPart, type: 'items', label: { zh: '图片', en: 'Pictures' }, settings } as never
}
