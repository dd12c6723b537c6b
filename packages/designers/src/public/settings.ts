import { type LocalizedText, say } from '@mortise/errors'
import type { EntityDocument, FieldDocument, FormDocument, PublicFormDocument } from '@mortise/schema'
import { panelSetting } from '../kit/panel-setting.ts'

type Values = { readonly [key: string]: unknown }

function fieldSetting(
  key: string,
  label: LocalizedText,
  given: {
    readonly fields: readonly FieldDocument[]
    readonly many?: boolean
    readonly help?: LocalizedText
  },
): FieldDocument {
  const { fields, many = false, help } = given
  const options = fields.map((field) => [field.key, say(field.label, 'zh'), say(field.label, 'en')] as const)
  return panelSetting(key, label, {
    options,
    type: many ? 'multiselect' : 'select',
    ...(help === undefined ? {} : { help }),
  })
}

/** What can be set for the page that strangers open, as one flat panel. */
export function publicSettings(
  entity: EntityDocument,
  placed: readonly FieldDocument[],
  form: FormDocument,
): readonly FieldDocument[] {
  const { once, consent, progress } = form.public ?? {}
  return [
    panelSetting('title', { zh: '页面标题', en: 'Title' }, { editor: 'label' }),
    panelSetting('description', { zh: '说明文字', en: 'Text below it' }, { editor: 'label' }),
    panelSetting('thanksText', { zh: '提交后的话', en: 'Thank-you text' }, { editor: 'label' }),
    panelSetting(
      'redirect',
      { zh: '提交后跳转到', en: 'Go on to' },
      { type: 'url', help: { zh: '留空则停在感谢页', en: 'Empty: stay on the thank-you page' } },
    ),
    panelSetting('consentText', { zh: '需要同意的说明', en: 'To be agreed to' }, { editor: 'label' }),
    ...(consent === undefined
      ? []
      : [
          panelSetting(
            'consentVersion',
            { zh: '说明的版本', en: 'Its version' },
            {
              required: true,
              help: {
                zh: '改了说明就换一个版本号，每份提交都会记下同意的是哪一版',
                en: 'a new text gets a new version; each submission keeps the one it agreed to',
              },
            },
          ),
        ]),
    fieldSetting(
      'prefill',
      { zh: '允许链接预填的字段', en: 'Fields the link may fill in' },
      {
        fields: placed,
        many: true,
        help: { zh: '例如在网址后加 ?phone=13800000000', en: 'As in ?phone=13800000000' },
      },
    ),
    panelSetting(
      'once',
      { zh: '每人填几次', en: 'How often' },
      {
        options: [
          ['any', '不限', 'Any number'],
          ['device', '每台设备一次', 'Once per device'],
          ['field', '按某个字段只收一次', 'Once per value of a field'],
        ],
      },
    ),
    ...(once?.per === 'field'
      ? [fieldSetting('onceField', { zh: '按哪个字段', en: 'Which field' }, { fields: placed })]
      : []),
    fieldSetting('channel', { zh: '渠道写入', en: 'Channel goes into' }, { fields: entity.fields }),
    fieldSetting(
      'utmSource',
      { zh: '来源（utm_source）写入', en: 'utm_source goes into' },
      { fields: entity.fields },
    ),
    fieldSetting(
      'utmMedium',
      { zh: '媒介（utm_medium）写入', en: 'utm_medium goes into' },
      { fields: entity.fields },
    ),
    fieldSetting(
      'utmCampaign',
      { zh: '活动（utm_campaign）写入', en: 'utm_campaign goes into' },
      { fields: entity.fields },
    ),
    panelSetting(
      'progress',
      { zh: '允许填写人查看进度', en: 'Let who submits follow it' },
      { type: 'boolean' },
    ),
    ...(progress === undefined
      ? []
      : [
          fieldSetting(
            'progressFields',
            { zh: '进度页显示的字段', en: 'Fields on the progress page' },
            { fields: entity.fields, many: true },
          ),
          panelSetting(
            'progressFlows',
            { zh: '显示流程走到哪一步', en: 'Show the steps of flows' },
            { type: 'boolean' },
          ),
          panelSetting(
            'progressDays',
            { zh: '进度链接有效天数', en: 'Days the link is good for' },
            { type: 'integer', settings: { min: 1, max: 3650 } },
          ),
        ]),
  ]
}

const sources = ['channel', 'utmSource', 'utmMedium', 'utmCampaign'] as const

/** The page's settings as the flat values of the panel. */
export function publicValues(given: PublicFormDocument = {}): Values {
  const { title, description, thanks, consent, prefill, once, source, progress } = given
  return {
    title,
    description,
    thanksText: thanks?.text,
    redirect: thanks?.redirect,
    consentText: consent?.text,
    consentVersion: consent?.version,
    prefill,
    once: once?.per ?? 'any',
    onceField: once?.per === 'field' ? once.field : undefined,
    ...source,
    progress: progress !== undefined,
    progressFields: progress?.fields,
    progressFlows: progress?.flows,
    progressDays: progress?.days,
  }
}

const text = (value: unknown): LocalizedText | undefined =>
  value === undefined || value === null || value === '' ? undefined : (value as LocalizedText)
const word = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
const words = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : [])

/** Leaves out what is empty, so that a document says only what somebody set. */
function filled<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

/** The flat values as the document keeps them; `theme` and `picks` have their own editors. */
export function publicDocument(
  values: Values,
  given: {
    readonly theme: PublicFormDocument['theme']
    readonly picks?: PublicFormDocument['picks']
    readonly first: string
  },
): PublicFormDocument {
  const thanks = filled({ text: text(values['thanksText']), redirect: word(values['redirect']) })
  const consent = text(values['consentText'])
  const source = filled(
    Object.fromEntries(sources.map((name) => [name, word(values[name])])) as {
      [K in (typeof sources)[number]]: string | undefined
    },
  )
  const prefill = words(values['prefill'])
  const days = typeof values['progressDays'] === 'number' ? values['progressDays'] : undefined
  const flows = values['progressFlows'] === true ? true : undefined
  const per = values['once']
  return filled({
    theme: given.theme,
    picks: given.picks,
    title: text(values['title']),
    description: text(values['description']),
    thanks: Object.keys(thanks).length === 0 ? undefined : thanks,
    consent:
      consent === undefined ? undefined : { text: consent, version: word(values['consentVersion']) ?? '1' },
    prefill: prefill.length === 0 ? undefined : prefill,
    source: Object.keys(source).length === 0 ? undefined : source,
    once:
      per === 'device'
        ? { per }
        : per === 'field'
          ? { per, field: word(values['onceField']) ?? given.first }
          : undefined,
    progress:
      values['progress'] === true
        ? { fields: words(values['progressFields']), ...filled({ flows, days }) }
        : undefined,
  }) as PublicFormDocument
}
