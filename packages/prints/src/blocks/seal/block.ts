import { defineBlock, type BlockType } from '../../define.ts'
import { turnedPicture } from './turned.ts'
import { numberOf, setting, textOf } from '../../settings.ts'

/**
 * A seal stamped over another block, mostly the signatures. `dx` and `dy` lead from the lower left corner of that block
 * to the lower left corner of the seal; down is positive, as on the page.
 */
export const sealBlock: BlockType = defineBlock({
  type: 'seal',
  version: 1,
  label: { zh: '印章', en: 'Seal' },
  icon: 'stamp',
  group: 'sign',
  handles: { x: 'dx', y: 'dy', width: 'size' },
  places: ['body'],
  floats: true,
  settings: [
    setting(
      'asset',
      'text',
      { zh: '印章图片', en: 'Picture of the seal' },
      {
        required: true,
        placeholder: 'seal',
        help: {
          zh: '设置 → 公司信息里图片的名字，如 logo、seal',
          en: 'Name of a picture under Settings → Company, such as logo or seal',
        },
      },
    ),
    setting('anchor', 'text', { zh: '盖在哪个块上', en: 'Id of the block below' }, { required: true }),
    setting('dx', 'integer', { zh: '右移（点）', en: 'To the right (points)' }, { default: 40 }),
    setting('dy', 'integer', { zh: '下移（点）', en: 'Down (points)' }, { default: 0 }),
    setting('size', 'integer', { zh: '边长（点）', en: 'Side (points)' }, { default: 113 }),
    setting('rotation', 'integer', { zh: '旋转（度）', en: 'Rotation (degrees)' }, { default: 0 }),
    setting('opacity', 'decimal', { zh: '不透明度', en: 'Opacity' }, { default: 0.85 }),
  ],
  describe: ({ anchor }) => {
    const name = typeof anchor === 'string' ? anchor : ''
    return { zh: `盖在“${name}”上的印章`, en: `A seal over "${name}"` }
  },
  reads: () => [],
  toContent: (block, ctx) => {
    const image = ctx.image(textOf(block, 'asset'))
    if (image === undefined) return null
    const size = numberOf(block, 'size', 113)
    const opacity = Math.min(1, Math.max(0.1, numberOf(block, 'opacity', 0.85)))
    const rotation = numberOf(block, 'rotation', 0) % 360
    const [x, y] = [numberOf(block, 'dx', 40), numberOf(block, 'dy', 0) - size]
    if (rotation === 0) return { image, width: size, height: size, opacity, relativePosition: { x, y } }
    // Drawn about its middle, so that the middle stays where it was; pdfmake turns no pictures itself.
    const { svg, side } = turnedPicture(image, { size, rotation, opacity })
    const relativePosition = { x: x - (side - size) / 2, y: y - (side - size) / 2 }
    return { svg, width: side, height: side, relativePosition }
  },
})
