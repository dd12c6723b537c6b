import { say } from '@mortise/errors'
import { flagOf, labelText, setting, wordings } from '../../../settings.ts'
import { defineMailBlock, type MailBlockType } from '../../define.ts'
import { looks } from '../../look.ts'
import { el, lines } from '../../node.ts'

const ofCompany = ['{{company.name}}', '{{company.address}}', '{{company.phone}}'] as const

/** Who writes: a name, what else is to be known of that person, and the own company. */
export const signatureBlock: MailBlockType = defineMailBlock({
  type: 'signature',
  version: 1,
  label: { zh: '签名', en: 'Signature' },
  icon: 'signature',
  group: 'basic',
  starts: () => ({ name: '{{owner}}', company: true }),
  settings: [
    setting('name', 'text', { zh: '姓名', en: 'Name' }, { settings: { editor: 'template' } }),
    setting(
      'lines',
      'longtext',
      { zh: '职务、电话等', en: 'Title, phone and so on' },
      { settings: { editor: 'template', long: true } },
    ),
    setting(
      'company',
      'boolean',
      { zh: '写上公司名称、地址和电话', en: 'Name, address and phone of the company' },
      { default: true },
    ),
  ],
  describe: (settings) => {
    const words = (locale: 'zh' | 'en'): string => say(labelText(settings['name']), locale).slice(0, 40)
    return { zh: words('zh') || '签名', en: words('en') || 'Signature' }
  },
  reads: (block) => [
    ...wordings(block['name']).map((template) => ({ at: '/name', template })),
    ...wordings(block['lines']).map((template) => ({ at: '/lines', template })),
  ],
  toMail: (block, ctx) => {
    const filled = (key: string): string => ctx.fill(ctx.say(labelText(block[key]))).trim()
    const company = flagOf(block, 'company', true) ? ofCompany.map((one) => ctx.fill(one).trim()) : []
    const name = filled('name')
    const rest = [filled('lines'), ...company].filter((one) => one !== '')
    if (name === '' && rest.length === 0) return null
    const named = el(
      'div',
      { style: { fontSize: 15, fontWeight: 600, ...looks.ink.style }, dark: looks.ink.dark },
      [name],
    )
    const further = rest.map((one) =>
      el(
        'div',
        { style: { fontSize: 13, lineHeight: 1.7, ...looks.soft.style }, dark: looks.soft.dark },
        lines(one),
      ),
    )
    return {
      nodes: name === '' ? further : [named, ...further],
      text: [name, ...rest].filter((one) => one !== '').join('\n'),
    }
  },
})
