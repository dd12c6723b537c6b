import type { FieldDocument } from '@mortise/schema'
import { flagOf, numberOf, setting } from '../settings.ts'
import type { PhotoRoom } from './types.ts'

const point = 72 / 25.4

/** Millimetres: smaller is no picture any more, and no paper is larger. */
const bounds = { least: 3, most: 400 }
/** A field holds no more files. */
const mostPhotos = 100

type Settings = { readonly [key: string]: unknown }

/** Names that the settings go by: a block of pictures has short ones, a column or item has others beside them. */
export type PhotoKeys = { readonly width: string; readonly height: string; readonly count: string }

/** As they stand beside other settings. */
export const besideOthers: PhotoKeys = { width: 'photoWidth', height: 'photoHeight', count: 'photoCount' }

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
    attached: flagOf(settings, 'asPhotos', false),
    captions: flagOf(settings, 'captions', false),
  }
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
export const asPhotosSetting: FieldDocument = setting(
  'asPhotos',
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
