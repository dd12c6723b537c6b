import { say } from '@mortise/errors'
import type { MailBlockDocument } from '@mortise/schema'
import { alignOf, alignSetting, labelText, setting, textOf, wordings } from '../../../settings.ts'
import { safeAddress } from '../../address.ts'
import { defineMailBlock, type MailBlockType, type MailContext } from '../../define.ts'
import { byNight, onColour } from '../../look.ts'
import { el } from '../../node.ts'
import { link } from '../../rich.ts'

function leadsElsewhere(block: MailBlockDocument): boolean {
  return block['to'] === 'address'
}

/** Where it leads: to the record for those who can open it, or to an address that is one. */
function addressOf(block: MailBlockDocument, ctx: MailContext): string | undefined {
  return leadsElsewhere(block) ? safeAddress(ctx.fill(textOf(block, 'url'))) : ctx.record
}

/** A way to the record, or to an address of the web. */
export const buttonBlock: MailBlockType = defineMailBlock({
  type: 'button',
  version: 1,
  label: { zh: '按钮', en: 'Button' },
  icon: 'external-link',
  group: 'basic',
  starts: (locale) => ({ value: locale === 'zh' ? '查看详情' : 'Open', to: 'record' }),
  settings: [
    setting(
      'value',
      'text',
      { zh: '按钮文字', en: 'Text' },
      { required: true, settings: { editor: 'template' } },
    ),
    setting(
      'to',
      'select',
      { zh: '打开', en: 'Opens' },
      {
        default: 'record',
        help: {
          zh: '“这条记录”只给系统里打得开它的人看到；公司外的收件人看不到这个按钮',
          en: '“This record” is shown to people of the workspace who may open it; readers outside do not see the button',
        },
        settings: {
          options: [
            { value: 'record', label: { zh: '这条记录', en: 'This record' } },
            { value: 'address', label: { zh: '一个网址', en: 'An address' } },
          ],
        },
      },
    ),
    setting(
      'url',
      'text',
      { zh: '网址', en: 'Address' },
      {
        placeholder: 'https://',
        settings: { editor: 'template' },
        help: {
          zh: '以 https://、http:// 或 mailto: 开头，可以插入字段',
          en: 'Begins with https://, http:// or mailto: and may hold fields',
        },
      },
    ),
    setting(
      'look',
      'select',
      { zh: '样式', en: 'Style' },
      {
        default: 'filled',
        settings: {
          options: [
            { value: 'filled', label: { zh: '实心', en: 'Filled' } },
            { value: 'outline', label: { zh: '描边', en: 'Outlined' } },
            { value: 'link', label: { zh: '文字链接', en: 'Link' } },
          ],
        },
      },
    ),
    alignSetting,
  ],
  describe: (settings) => {
    const words = (locale: 'zh' | 'en'): string => say(labelText(settings['value']), locale).slice(0, 40)
    return { zh: words('zh') || '按钮', en: words('en') || 'Button' }
  },
  reads: (block) => [
    ...wordings(block['value']).map((template) => ({ at: '/value', template })),
    ...(leadsElsewhere(block) ? [{ at: '/url', template: textOf(block, 'url') }] : []),
  ],
  addresses: ['url'],
  unfit: (block, ctx) => {
    if (!leadsElsewhere(block) || addressOf(block, ctx) !== undefined) return undefined
    return ctx.fill(textOf(block, 'url')) || '…'
  },
  toMail: (block, ctx) => {
    const href = addressOf(block, ctx)
    const words = ctx.fill(ctx.say(labelText(block['value']))).trim()
    if (href === undefined || words === '') return null
    const { accent } = ctx
    const night = byNight(accent)
    const text = `${words}: ${href}`
    const align = alignOf(block)
    const placed = (node: ReturnType<typeof el>): ReturnType<typeof el> =>
      el('div', { style: { textAlign: align } }, [node])
    if (block['look'] === 'link')
      return { nodes: [placed(el('a', { href, ...link(accent) }, [words]))], text }
    const filled = block['look'] !== 'outline'
    const style = {
      display: 'inline-block',
      padding: '10px 24px',
      border: `1px solid ${accent}`,
      borderRadius: 6,
      fontSize: 15,
      lineHeight: 1.4,
      fontWeight: 500,
      textDecoration: 'none',
      ...(filled ? { background: accent, color: onColour(accent) } : { color: accent }),
    }
    const dark = {
      borderColor: night,
      ...(filled ? { background: night, color: onColour(night) } : { color: night }),
    }
    return { nodes: [placed(el('a', { href, style, dark }, [words]))], text }
  },
})
