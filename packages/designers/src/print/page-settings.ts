import { isContinuous, paperOf } from '@mortise/prints'
import type { FieldDocument, PrintDocument } from '@mortise/schema'
import { panelSetting } from '../kit/panel-setting.ts'

type Values = { readonly [key: string]: unknown }

const papers = ['A4', 'A3', 'A5', 'B5', 'LETTER', '241x280', '241x140', '241x93'] as const
const custom = 'custom'
const point = 72 / 25.4

const names: readonly (readonly [string, string, string])[] = [
  ['A4', 'A4（210×297 mm）', 'A4 (210×297 mm)'],
  ['A3', 'A3（297×420 mm）', 'A3 (297×420 mm)'],
  ['A5', 'A5（148×210 mm）', 'A5 (148×210 mm)'],
  ['B5', 'B5（176×250 mm）', 'B5 (176×250 mm)'],
  ['LETTER', 'Letter（216×279 mm）', 'Letter (216×279 mm)'],
  ['241x280', '连续纸 241×280 mm', 'Continuous 241×280 mm'],
  ['241x140', '连续纸 241×140 mm（二等分）', 'Continuous 241×140 mm (half)'],
  ['241x93', '连续纸 241×93 mm（三等分）', 'Continuous 241×93 mm (third)'],
  [custom, '自定义', 'Own size'],
]

const millimetres = { type: 'decimal', settings: { scale: 1 } } as const

const orientations: readonly (readonly [string, string, string])[] = [
  ['portrait', '纵向', 'Portrait'],
  ['landscape', '横向', 'Landscape'],
]
const orientation = panelSetting('orientation', { zh: '方向', en: 'Orientation' }, { options: orientations })
/** Continuous paper can't be turned: it is said, and can't be set. */
const oneWay = panelSetting(
  'orientation',
  { zh: '方向', en: 'Orientation' },
  {
    options: orientations,
    settings: { fixed: true },
    help: {
      zh: '连续纸只有一个方向，由进纸决定；要横着印请选单张纸或自定义尺寸',
      en: 'Continuous paper has one way up only; to print across take single sheets or a size of your own',
    },
  },
)

const paperSettings: readonly FieldDocument[] = [
  panelSetting('paper', { zh: '纸张', en: 'Paper' }, { required: true, options: names }),
  panelSetting('left', { zh: '左边距（毫米）', en: 'Left margin (mm)' }, millimetres),
  panelSetting('top', { zh: '上边距（毫米）', en: 'Top margin (mm)' }, millimetres),
  panelSetting('right', { zh: '右边距（毫米）', en: 'Right margin (mm)' }, millimetres),
  panelSetting('bottom', { zh: '下边距（毫米）', en: 'Bottom margin (mm)' }, millimetres),
]

const ownSize: readonly FieldDocument[] = [
  panelSetting('width', { zh: '纸宽（毫米）', en: 'Width (mm)' }, millimetres),
  panelSetting('height', { zh: '纸高（毫米）', en: 'Height (mm)' }, millimetres),
]

const pictureHelp = {
  zh: '设置 → 公司信息里图片的名字，如 seal',
  en: 'Name of a picture under Settings → Company, such as seal',
}

const lookSettings: readonly FieldDocument[] = [
  panelSetting(
    'language',
    { zh: '语言', en: 'Language' },
    {
      options: [
        ['zh', '中文', 'Chinese'],
        ['en', '英文', 'English'],
        ['both', '中英对照', 'Both'],
      ],
      help: { zh: '不选就用打印人的语言', en: 'That of whoever prints, if none is chosen' },
    },
  ),
  panelSetting('watermark_text', { zh: '水印文字', en: 'Watermark' }, { editor: 'template' }),
  panelSetting('watermark_asset', { zh: '水印图片', en: 'Picture as watermark' }, { help: pictureHelp }),
  panelSetting(
    'watermark_visible',
    { zh: '什么时候有水印', en: 'Watermark where' },
    { type: 'expression', editor: 'condition' },
  ),
  panelSetting('edge_asset', { zh: '骑缝章图片', en: 'Seal over the edges' }, { help: pictureHelp }),
  panelSetting(
    'edge_size',
    { zh: '骑缝章边长（毫米）', en: 'Side of that seal (mm)' },
    { ...millimetres, help: { zh: '默认 40；两页以上才盖', en: '40 if empty; from two pages on' } },
  ),
  panelSetting(
    'edge_visible',
    { zh: '什么时候盖骑缝章', en: 'That seal where' },
    { type: 'expression', editor: 'condition' },
  ),
]

/** What can be set of the pages of a template; width and height only for a size of one's own. */
export function pageSettings(print: PrintDocument): readonly FieldDocument[] {
  const [paper, ...others] = paperSettings
  if (paper === undefined) return []
  const way = isContinuous(print.page.size) ? oneWay : orientation
  return [paper, ...(pageValues(print)['paper'] === custom ? ownSize : []), way, ...others, ...lookSettings]
}

const toMillimetres = (points: number): string => String(Math.round((points / point) * 10) / 10)

function toPoints(value: unknown): number | undefined {
  const number = Number(value)
  return value === undefined || value === null || value === '' || !Number.isFinite(number) || number < 0
    ? undefined
    : Math.round(number * point * 100) / 100
}

/** How paper lies, whatever is asked of it. */
function lies(page: PrintDocument['page']): 'portrait' | 'landscape' {
  const { width = 0, height = 0 } = paperOf(page) ?? {}
  return width > height ? 'landscape' : 'portrait'
}

/** The pages of a template as the panel shows them, lengths in millimetres. */
export function pageValues(print: PrintDocument): Values {
  const { page, language, watermark, edgeSeal } = print
  const { size, orientation, margins } = page
  const known =
    typeof size === 'string' ? papers.find((one) => one === size || one === size.toUpperCase()) : undefined
  const sides = margins?.map(toMillimetres)
  return {
    paper: known ?? (typeof size === 'string' ? papers.find((one) => one === size.toLowerCase()) : custom),
    ...(typeof size === 'string' ? {} : { width: toMillimetres(size[0]), height: toMillimetres(size[1]) }),
    orientation: isContinuous(size) ? lies(page) : orientation,
    ...(sides === undefined ? {} : { left: sides[0], top: sides[1], right: sides[2], bottom: sides[3] }),
    language,
    watermark_text: watermark?.text,
    watermark_asset: watermark?.asset,
    watermark_visible: watermark?.visible,
    edge_asset: edgeSeal?.asset,
    ...(edgeSeal?.size === undefined ? {} : { edge_size: toMillimetres(edgeSeal.size) }),
    edge_visible: edgeSeal?.visible,
  }
}

function sizeFrom(values: Values, print: PrintDocument): PrintDocument['page']['size'] {
  if (values['paper'] !== custom) return typeof values['paper'] === 'string' ? values['paper'] : 'A4'
  const kept = typeof print.page.size === 'string' ? ([595.28, 841.89] as const) : print.page.size
  return [toPoints(values['width']) ?? kept[0], toPoints(values['height']) ?? kept[1]]
}

/** The margins of the pages in points, as they are when none are set too. */
export function marginsOf({
  page,
  header = [],
  footer = [],
}: PrintDocument): readonly [number, number, number, number] {
  return page.margins ?? [40, header.length > 0 ? 72 : 40, 40, footer.length > 0 ? 56 : 40]
}

/** What is set stays as it was to the point unless its millimetres changed. */
function marginsFrom(values: Values, print: PrintDocument): PrintDocument['page']['margins'] {
  const before = pageValues(print)
  const sides = ['left', 'top', 'right', 'bottom'] as const
  if (sides.every((side) => toPoints(values[side]) === undefined)) return undefined
  const kept = marginsOf(print)
  const [left, top, right, bottom] = sides.map((side, at) =>
    String(values[side]) === String(before[side]) ? kept[at] : (toPoints(values[side]) ?? kept[at]),
  )
  return [left ?? 40, top ?? 40, right ?? 40, bottom ?? 40]
}

function present(entries: Values): Values {
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  )
}

/** The template with what the panel shows now. */
export function withPage(print: PrintDocument, values: Values): PrintDocument {
  const { page: before, language: _language, watermark, edgeSeal, ...rest } = print
  const { language } = values
  const margins = marginsFrom(values, print)
  const size = sizeFrom(values, print)
  // What continuous paper was given in vain stays until another paper is taken.
  const kept = isContinuous(before.size) && before.size === size ? before.orientation : undefined
  const free = isContinuous(before.size) ? undefined : values['orientation']
  const orientation = isContinuous(size) ? kept : free
  const page = present({ size, orientation, margins }) as PrintDocument['page']
  const mark = present({
    ...watermark,
    text: values['watermark_text'],
    asset: values['watermark_asset'],
    visible: values['watermark_visible'],
  })
  const marked = mark['text'] !== undefined || mark['asset'] !== undefined
  const edge = present({
    ...edgeSeal,
    asset: values['edge_asset'],
    size: toPoints(values['edge_size']),
    visible: values['edge_visible'],
  })
  return {
    ...rest,
    page,
    ...(marked ? { watermark: mark } : {}),
    ...(edge['asset'] === undefined ? {} : { edgeSeal: edge as NonNullable<PrintDocument['edgeSeal']> }),
    ...(present({ language }) as Pick<PrintDocument, 'language'>),
  }
}

/** What can be set of every block. */
export const blockSettings: readonly FieldDocument[] = [
  panelSetting(
    'visible',
    { zh: '什么时候打印这一块', en: 'Print this where' },
    { type: 'expression', editor: 'condition' },
  ),
  panelSetting('keepTogether', { zh: '不跨页拆开', en: 'Keep on one page' }, { type: 'boolean' }),
  panelSetting(
    'keepWithNext',
    { zh: '和下一块同页', en: 'Keep with the next' },
    {
      type: 'boolean',
      help: { zh: '标题不会单独留在页尾', en: 'So that a heading never stands last on a page' },
    },
  ),
  panelSetting(
    'id',
    { zh: '编号', en: 'Id' },
    {
      help: { zh: '印章按编号盖在这一块上，如 sign', en: 'Seals stand over a block by its id, such as sign' },
    },
  ),
]

/** The template with what its panel shows now: name, file name and pages. */
export function withPrint(print: PrintDocument, values: Values): PrintDocument {
  const { label, fileName, verification } = values
  const { fileName: _before, verification: _verified, ...rest } = withPage(print, values)
  return {
    ...rest,
    label: (label ?? '') as PrintDocument['label'],
    ...(typeof fileName === 'string' ? { fileName } : {}),
    ...(verification === true ? { verification } : {}),
  }
}
