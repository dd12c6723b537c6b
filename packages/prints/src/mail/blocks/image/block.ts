import { alignOf, alignSetting, labelText, numberOf, setting, textOf, wordings } from '../../../settings.ts'
import { defineMailBlock, type MailBlockType } from '../../define.ts'
import { looks, mailWidth } from '../../look.ts'
import { el } from '../../node.ts'

/** A picture of the workspace's own. It goes along with the mail: nothing is fetched when the mail is read. */
export const imageBlock: MailBlockType = defineMailBlock({
  type: 'image',
  version: 1,
  label: { zh: '图片', en: 'Picture' },
  icon: 'image',
  group: 'basic',
  starts: () => ({ asset: 'logo', width: 120 }),
  settings: [
    setting(
      'asset',
      'text',
      { zh: '图片', en: 'Picture' },
      {
        required: true,
        placeholder: 'logo',
        help: {
          zh: '设置 → 公司信息里图片的名字，如 logo；图片随邮件一起发出',
          en: 'Name of a picture under Settings → Company, such as logo; it goes along with the mail',
        },
      },
    ),
    setting(
      'alt',
      'text',
      { zh: '看不到图片时的文字', en: 'Words where it is not shown' },
      { settings: { editor: 'template' } },
    ),
    setting(
      'width',
      'integer',
      { zh: '宽（像素）', en: 'Width (pixels)' },
      { default: 120, settings: { min: 1, max: mailWidth } },
    ),
    alignSetting,
  ],
  describe: ({ asset }) => {
    const name = typeof asset === 'string' ? asset : ''
    return { zh: `图片 ${name}`, en: `Picture ${name}` }
  },
  reads: (block) => wordings(block['alt']).map((template) => ({ at: '/alt', template })),
  toMail: (block, ctx) => {
    const asset = textOf(block, 'asset')
    if (ctx.image(asset) === undefined) return null
    const width = Math.round(Math.min(mailWidth, Math.max(1, numberOf(block, 'width', 120))))
    const alt = ctx.fill(ctx.say(labelText(block['alt']))).trim()
    const style = {
      display: 'inline-block',
      width: '100%',
      maxWidth: width,
      height: 'auto',
      border: 0,
      ...looks.soft.style,
    }
    const image = el('img', { asset, alt, width, style, dark: looks.soft.dark })
    return { nodes: [el('div', { style: { textAlign: alignOf(block), lineHeight: 0 } }, [image])], text: alt }
  },
})
